import {
  appendFileSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
  symlinkSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { filesOf } from './files-of.mjs';
import { NX, ROOT } from './root.mjs';
import { run } from './testing.mjs';

const TWO_MINUTES = 120_000;
const NESTED = { NX_DAEMON: 'false', NX_ISOLATE_PLUGINS: 'false' };

const projects = ['libs', 'apps', 'tools']
  .flatMap((folder) => readdirSync(join(ROOT, folder)).map((name) => join(ROOT, folder, name)))
  .filter((folder) => existsSync(join(folder, 'package.json')))
  .map((folder) => ({
    ...JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')),
    tested: existsSync(join(folder, 'jest.config.cjs')),
  }));

/** A project and all that stand on it, by the dependencies their manifests name. */
function standingOn(name) {
  const above = projects
    .filter(({ dependencies, devDependencies, peerDependencies }) =>
      [dependencies, devDependencies, peerDependencies].some((named) => named !== undefined && name in named),
    )
    .flatMap((project) => standingOn(project.name));
  return [...new Set([name, ...above])].sort();
}

const tested = (names) =>
  names.filter((name) => projects.some((project) => project.name === name && project.tested));

describe('nx affected -t lint typecheck build test', () => {
  let copy;

  async function git(...args) {
    const identity = ['-c', 'user.name=Test', '-c', 'user.email=test@localhost'];
    expect(await run(['git', ...identity, ...args], { cwd: copy })).toEqual({ code: 0, output: '' });
  }

  async function commitAll() {
    await git('add', '--all');
    await git('commit', '--quiet', '--message=change');
  }

  beforeAll(async () => {
    copy = mkdtempSync(join(tmpdir(), 'aiaa-affected-'));
    for (const path of filesOf(ROOT)) {
      mkdirSync(dirname(join(copy, path)), { recursive: true });
      cpSync(join(ROOT, path), join(copy, path));
    }
    symlinkSync(join(ROOT, 'node_modules'), join(copy, 'node_modules'));
    await git('init', '--quiet', '--initial-branch=main');
    await commitAll();
  }, TWO_MINUTES);

  afterAll(() => rmSync(copy, { recursive: true, force: true }));

  /** The projects that Nx would lint and test after one commit on top of the base. */
  async function affectedBy(path, text) {
    appendFileSync(join(copy, path), text);
    await commitAll();
    const command = ['affected', '-t', 'lint', 'typecheck', 'build', 'test', '--base=HEAD~1', '--head=HEAD'];
    const { code, output } = await run([process.execPath, NX, ...command, '--graph=stdout'], {
      cwd: copy,
      env: NESTED,
    });
    await git('reset', '--quiet', '--hard', 'HEAD~1');
    if (code !== 0) throw new Error(output);
    const tasks = Object.values(JSON.parse(output.slice(output.indexOf('{'))).tasks.tasks);
    const projectsWith = (target) =>
      tasks
        .filter((task) => task.target.target === target)
        .map((task) => task.target.project)
        .sort();
    return { linted: projectsWith('lint'), tested: projectsWith('test') };
  }

  it.each([
    ['libs/volume/src/affine.ts', '@aiaa/volume', 'all but the tools stand on volumes'],
    ['libs/http-contract/src/index.ts', '@aiaa/http-contract', 'the wire is for those who speak HTTP'],
    ['apps/cli/src/main.ts', '@aiaa/cli', 'nothing stands on an app'],
  ])(
    '%s affects %s and what stands on it: %s',
    async (path, name) => {
      const names = standingOn(name);
      expect(await affectedBy(path, '\n// a change\n')).toEqual({ linted: names, tested: tested(names) });
    },
    TWO_MINUTES,
  );

  it.each([
    ['CONTRIBUTING.md', [], 'no program reads it'],
    ['README.md', ['@aiaa/cli', '@aiaa/server'], 'their tests run its commands'],
  ])(
    '%s affects %j: %s',
    async (path, names) => {
      expect(await affectedBy(path, '\nA change.\n')).toEqual({ linted: names, tested: names });
    },
    TWO_MINUTES,
  );

  it(
    'the references between tsconfig files are current; if not, run `npx nx sync`',
    async () => {
      const { output } = await run([process.execPath, NX, 'sync:check'], { cwd: copy, env: NESTED });
      expect(output).toContain('All files are up to date');
    },
    TWO_MINUTES,
  );

  it('what stands on what, said once by name', () => {
    const housed = projects.map(({ name }) => name).filter((name) => !name.startsWith('@aiaa/tools-'));
    expect(standingOn('@aiaa/cli')).toEqual(['@aiaa/cli']);
    // The command line reads edits of polygons as clients write them.
    expect(standingOn('@aiaa/http-contract').filter((name) => housed.includes(name))).toEqual([
      '@aiaa/cli',
      '@aiaa/http-contract',
      '@aiaa/server',
    ]);
    expect(standingOn('@aiaa/volume')).toEqual(expect.arrayContaining(housed));
  });
});
