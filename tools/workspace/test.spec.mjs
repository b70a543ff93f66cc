import { rmSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { lay, miniature, run } from './testing.mjs';

/** An Nx that "tests" by writing the results which the test laid down, and exits as it was told. */
const NX = `
const { copyFileSync, existsSync, readFileSync } = require('node:fs');
console.log('nx ' + process.argv.slice(2).join(' '));
console.log('data ' + process.env.AIAA_TEST_DATA);
for (const project of ['libs/a', 'libs/b', 'apps/c'])
  if (existsSync(project + '/planned.json')) copyFileSync(project + '/planned.json', project + '/test-results.json');
process.exit(Number(readFileSync('exit-code', 'utf8')));
`;

const counts = (passed, failed, skipped) => JSON.stringify({ passed, failed, skipped });

describe('npm test', () => {
  let root;

  beforeEach(() => {
    root = miniature({
      'node_modules/.bin/nx': NX,
      'exit-code': '0',
      'libs/a/jest.config.cjs': '',
      'libs/b/jest.config.cjs': '',
      'libs/without-tests/package.json': '{}',
      'apps/c/jest.config.cjs': '',
      'libs/a/planned.json': counts(10, 0, 0),
      'libs/b/planned.json': counts(5, 0, 0),
      'apps/c/planned.json': counts(1, 0, 0),
    });
  });

  afterEach(() => rmSync(root, { recursive: true, force: true }));

  const test = async (env) => {
    const { code, output } = await run([process.execPath, 'tools/workspace/test.mjs'], { cwd: root, env });
    return { code, output, last: output.trimEnd().split('\n').at(-1) };
  };

  it('runs every target over every project and closes with the sum', async () => {
    const { code, output, last } = await test();
    expect(output).toMatch(
      /^nx run-many -t build lint typecheck test --parallel=\d --skipSync --outputStyle=static\n/,
    );
    expect({ code, last }).toEqual({ code: 0, last: '16 passed, 0 failed' });
    expect(output.match(/passed, /g)).toHaveLength(1);
  });

  it('fails with the failures', async () => {
    lay(root, { 'libs/b/planned.json': counts(3, 2, 0), 'exit-code': '1' });
    expect(await test()).toMatchObject({ code: 1, last: '14 passed, 2 failed' });
  });

  it('counts a project without results as a failure, though an old run left some', async () => {
    rmSync(`${root}/libs/b/planned.json`);
    lay(root, { 'libs/b/test-results.json': counts(5, 0, 0) });
    const { code, output, last } = await test();
    expect({ code, last }).toEqual({ code: 1, last: '11 passed, 1 failed' });
    expect(output).toContain('libs/b wrote no test results: its tests did not run.');
  });

  it('fails when all tests pass but something else did not', async () => {
    lay(root, { 'exit-code': '1' });
    const { code, output, last } = await test();
    expect({ code, last }).toEqual({ code: 1, last: '16 passed, 1 failed' });
    expect(output).toContain('a build, lint or typecheck did');
  });

  it('says how many cases wanted the data folder', async () => {
    lay(root, { 'libs/b/planned.json': counts(5, 0, 4) });
    const { code, output, last } = await test();
    expect(output).toContain('\n4 cases were skipped for want of AIAA_TEST_DATA.\n');
    expect({ code, last }).toEqual({ code: 0, last: '16 passed, 0 failed, 4 skipped' });
  });

  it('leaves a data folder that is named already', async () => {
    const { output } = await test({ AIAA_TEST_DATA: '/elsewhere' });
    expect(output).toContain('\ndata /elsewhere\n');
    expect(output).toContain('\n0 cases were skipped for want of AIAA_TEST_DATA (it is /elsewhere).\n');
  });
});
