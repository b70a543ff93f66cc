import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { filesOf } from './files-of.mjs';
import { ROOT } from './root.mjs';

const read = (path) => readFileSync(join(ROOT, path), 'utf8');
const manifest = (project) => JSON.parse(read(`${project}/package.json`));

const sources = ['libs', 'apps']
  .flatMap((folder) => filesOf(ROOT, folder))
  .filter((path) => path.endsWith('.ts'));
const code = [...sources, ...filesOf(ROOT, 'tools').filter((path) => /\.[cm]?[jt]s$/.test(path))];
const libs = readdirSync(join(ROOT, 'libs')).map((name) => `libs/${name}`);
const projects = [...libs, ...readdirSync(join(ROOT, 'apps')).map((name) => `apps/${name}`)];

const holding = (pattern, paths = sources) => paths.filter((path) => pattern.test(read(path)));

describe('words', () => {
  it('the other handedness is known in one file and its test', () => {
    const home = 'libs/imaging-io/src/patient-space';
    expect(holding(/LPS/).filter((path) => ![`${home}.ts`, `${home}.spec.ts`].includes(path))).toEqual([]);
  });

  it('nothing is cast to or declared as any', () => {
    expect(holding(/\bas any\b|<any>|: any\s*[;,)=\]|[]/)).toEqual([]);
  });

  it('nothing is left to do', () => {
    // Written apart, so that this file does not find itself.
    expect(
      holding(
        new RegExp(['TO' + 'DO', 'FIX' + 'ME', 'X' + 'XX'].map((word) => `\\b${word}\\b`).join('|')),
        code,
      ),
    ).toEqual([]);
  });

  it('no file or folder has a name that says nothing', () => {
    const empty = /^(utils?|helpers?|common|shared|misc|manager|handler|data|info|process)(\.|$)/;
    // A command's file bears the name that its users type.
    const names = code.filter((path) => !path.startsWith('apps/cli/src/commands/'));
    expect(names.filter((path) => path.split('/').some((part) => empty.test(part)))).toEqual([]);
  });
});

describe('files', () => {
  it('have at most 300 lines', () => {
    expect(code.filter((path) => read(path).trimEnd().split('\n').length > 300)).toEqual([]);
  });

  it('are named in kebab-case', () => {
    expect(
      sources.filter((path) => !/^[a-z0-9]+([-.][a-z0-9]+)*$/.test(path.split('/').at(-1) ?? '')),
    ).toEqual([]);
  });

  it('export by name, and every index is an explicit list', () => {
    expect(holding(/^export default /m)).toEqual([]);
    expect(
      holding(
        /^export \* from/m,
        sources.filter((path) => path.endsWith('/index.ts')),
      ),
    ).toEqual([]);
  });
});

describe.each(libs)('%s', (lib) => {
  it('tells what it is for', () => {
    expect(existsSync(join(ROOT, lib, 'README.md'))).toBe(true);
    expect(manifest(lib).description).toMatch(/\w+ \w+/);
  });

  it('pins its public surface in a test', () => {
    expect(existsSync(join(ROOT, lib, 'src/public-api.spec.ts'))).toBe(true);
  });
});

describe.each(projects)('%s', (project) => {
  it('has a layer and a platform', () => {
    const { tags } = manifest(project).nx;
    expect(tags.map((tag) => tag.split(':')[0]).sort()).toEqual(['layer', 'platform']);
  });

  it('has tests', () => {
    expect(existsSync(join(ROOT, project, 'jest.config.cjs'))).toBe(true);
    expect(sources.some((path) => path.startsWith(`${project}/`) && path.endsWith('.spec.ts'))).toBe(true);
  });
});

describe('docs/errors.md', () => {
  const tags = [
    ...(/FAULT_TAGS = \[([^\]]*)\]/.exec(read('libs/annotator/src/faults.ts'))?.[1] ?? '').matchAll(
      /'(\w+)'/g,
    ),
  ];
  const faults = tags.map(([, tag]) => tag);
  const rows = [...read('docs/errors.md').matchAll(/^\| `(\w+)` *\| (\d{3}) *\| (.+?) *\| (.+?) *\|$/gm)];
  const documented = Object.fromEntries(rows.map(([, tag, status]) => [tag, Number(status)]));

  it('finds the faults at all', () => {
    expect(faults.length).toBeGreaterThan(10);
  });

  it('has one row for each fault of the port, and no row for anything else', () => {
    expect(rows.map(([, tag]) => tag).sort()).toEqual(faults.toSorted());
  });

  it('gives each the status that the wire gives it', () => {
    const statuses = read('libs/http-contract/src/error-status.ts').matchAll(/^\s*(\w+): (\d{3}),?$/gm);
    expect(documented).toEqual(
      Object.fromEntries([...statuses].map(([, tag, status]) => [tag, Number(status)])),
    );
  });

  it.each(rows.map(([, tag, , sentence, advice]) => [tag, sentence, advice]))(
    '%s has a sentence and says what to do',
    (_, sentence, advice) => {
      // A sentence, or a place in a JSON document and what is wrong there.
      expect(sentence).toMatch(/^(?:[A-Z"/]|[\w.[\]]+: ).*\.$/);
      expect(advice).toMatch(/^[A-Z].*\.$/);
    },
  );
});

describe('pages', () => {
  const pages = filesOf(ROOT).filter((path) => path.endsWith('.md') && path !== 'THIRD-PARTY.md');

  it.each(pages)('%s names files that are there', (page) => {
    const named = [...read(page).matchAll(/(?<![\w/.@-])(?:libs|apps|tools|docs)\/[\w./-]*\w/g)].map(
      ([path]) => path,
    );
    expect(named.filter((path) => !existsSync(join(ROOT, path)))).toEqual([]);
  });

  it.each(pages)('%s links to pages that are there', (page) => {
    const links = [...read(page).matchAll(/\]\((?!https?:|#|mailto:)([^)#\s]+)/g)].map(([, path]) =>
      join(dirname(page), path),
    );
    expect(links.filter((path) => !existsSync(join(ROOT, path)))).toEqual([]);
  });
});

describe('installing', () => {
  it('depends on no host: the lock file names no addresses', () => {
    expect(read('package-lock.json')).not.toMatch(/"resolved": "http/);
    expect(read('.npmrc')).toMatch(/^omit-lockfile-registry-resolved=true$/m);
  });

  it('downloads no CUDA libraries: onnxruntime-node would fetch them from a host outside the registry', () => {
    expect(read('.npmrc')).toMatch(/^onnxruntime-node-install=skip$/m);
  });

  it('locks every workspace at the dependencies its manifest names', () => {
    const { packages } = JSON.parse(read('package-lock.json'));
    for (const project of projects) {
      expect([project, packages[project]?.dependencies ?? {}]).toEqual([
        project,
        manifest(project).dependencies ?? {},
      ]);
    }
  });
});
