import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { validate } from 'dockerfile-utils';
import { ROOT } from './root.mjs';

const text = readFileSync(join(ROOT, 'Dockerfile'), 'utf8');
const entryPoints = [...text.matchAll(/^ENTRYPOINT (.*)$/gm)].map(([, list]) => JSON.parse(list));

describe('the Dockerfile', () => {
  it('is one, by the rules of its language', () => {
    expect(validate(text)).toEqual([]);
    expect(validate(text.replace('WORKDIR', 'WORKDRI'))).not.toEqual([]); // so it would say
  });

  it('makes two images that differ in what networks run on alone', () => {
    expect(entryPoints).toHaveLength(2);
    expect(entryPoints[0]).toEqual(entryPoints[1]);
    const [gpu, cpu] = ['gpu', 'cpu'].map((name) =>
      text.slice(text.search(new RegExp(`^FROM .* AS ${name}$`, 'm'))),
    );
    const from = (stage) => stage.slice(stage.indexOf('RUN '), stage.indexOf('ENTRYPOINT'));
    expect(from(gpu)).toBe(from(cpu));
    expect(from(cpu)).toMatch(/^USER 1000:1000$/m);
  });

  it('starts a file that is here', () => {
    const [, file] = entryPoints[0];
    expect(existsSync(join(ROOT, file.replace(/^\/aiaa\//, '')))).toBe(true);
  });

  it('adds CUDA by the command that the page of graphics cards gives', () => {
    const page = readFileSync(join(ROOT, 'docs/gpu.md'), 'utf8');
    const [, command] = /^(ONNXRUNTIME_NODE_INSTALL=.*)$/m.exec(page) ?? [];
    expect(text).toContain(`RUN ${command}\n`);
  });
});
