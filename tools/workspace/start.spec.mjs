import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { lay, miniature, run } from './testing.mjs';

const SERVER = 'apps/server/dist/main.js';

/** An Nx that "builds" a server which tells its arguments, or does what its first argument says. */
const NX = `
const { appendFileSync, existsSync, mkdirSync, writeFileSync } = require('node:fs');
appendFileSync('nx-calls', process.argv.slice(2).join(' ') + '\\n');
if (existsSync('broken')) { console.log('src/main.ts(1,1): error'); process.exit(3); }
for (const dist of ['libs/a/dist', 'apps/server/dist']) mkdirSync(dist, { recursive: true });
writeFileSync('${SERVER}', \`
  const [order] = process.argv.slice(2);
  if (order === 'exit') process.exit(7);
  if (order === 'wait') {
    process.on('SIGTERM', () => { console.log('stopping'); process.exit(0); });
    setInterval(() => {}, 1000);
    console.log('ready');
  } else console.log(JSON.stringify(process.argv.slice(2)));
\`);
`;

describe('npm start', () => {
  let root;

  beforeEach(() => {
    root = miniature({
      'node_modules/.bin/nx': NX,
      'apps/server/src/main.ts': 'export {};',
      'libs/a/src/index.ts': 'export {};',
    });
  });

  afterEach(() => rmSync(root, { recursive: true, force: true }));

  const start = (...args) => run([process.execPath, 'tools/workspace/start.mjs', ...args], { cwd: root });
  const builds = () => readFileSync(join(root, 'nx-calls'), 'utf8').trim().split('\n').length;

  it('builds once, says so, and hands on every argument', async () => {
    const first = await start('--port', '5001', '--name=a b');
    expect(first.output).toMatch(
      /^Building the server and the command line \(it is not built yet\) \.\.\.\nBuilt in \d+\.\d s\.\n/,
    );
    expect(first.output).toContain('["--port","5001","--name=a b"]');
    const second = await start('--port', '5001');
    expect(second).toEqual({ code: 0, output: '["--port","5001"]\n' });
    expect(builds()).toBe(1);
  });

  it.each([
    ['a source changed', { 'libs/a/src/index.ts': 'export const changed = 1;' }],
    ['a source is new', { 'apps/server/src/new.ts': 'export {};' }],
    ['a manifest changed', { 'libs/a/package.json': '{}' }],
  ])('builds again when %s', async (_, change) => {
    await start();
    lay(root, change);
    expect((await start()).output).toContain('its sources have changed');
    expect(builds()).toBe(2);
  });

  it('builds again when a source is gone or an output is missing', async () => {
    await start();
    rmSync(join(root, 'libs/a/src/index.ts'));
    await start();
    rmSync(join(root, 'libs/a/dist'), { recursive: true });
    expect((await start()).output).toContain('libs/a/dist is missing');
    expect(builds()).toBe(3);
  });

  it('does not build for a test or a page', async () => {
    await start();
    lay(root, { 'libs/a/src/index.spec.ts': '', 'libs/a/README.md': '', 'libs/a/test-results.json': '{}' });
    await start();
    expect(builds()).toBe(1);
  });

  it('shows what a failed build said, does not start, and tries again next time', async () => {
    lay(root, { broken: '' });
    const failed = await start();
    expect(failed.code).toBe(3);
    expect(failed.output).toContain('src/main.ts(1,1): error');
    expect(failed.output).toContain('the server was not started');
    rmSync(join(root, 'broken'));
    expect((await start('hello')).output).toContain('["hello"]');
  });

  it('exits as the server does', async () => {
    expect((await start('exit')).code).toBe(7);
  });

  it('hands SIGTERM on and waits for the server to stop', async () => {
    let told = false;
    const stopped = await run([process.execPath, 'tools/workspace/start.mjs', 'wait'], {
      cwd: root,
      onOutput: (output, child) => {
        if (!told && output.includes('ready')) told = child.kill('SIGTERM');
      },
    });
    expect(stopped.code).toBe(0);
    expect(stopped.output).toMatch(/ready\nstopping\n$/);
  });

  it('stops the server when npm was told to stop: its shell is gone', async () => {
    let told = false;
    const script = '"$NODE" tools/workspace/start.mjs wait & wait';
    const stopped = await run(['sh', '-c', script], {
      cwd: root,
      env: { NODE: process.execPath, npm_lifecycle_event: 'start' },
      onOutput: (output, shell) => {
        if (!told && output.includes('ready')) told = shell.kill('SIGTERM');
      },
    });
    expect(stopped.output).toMatch(/ready\nstopping\n$/);
  });

  it('asks for the packages first', async () => {
    rmSync(join(root, 'node_modules'), { recursive: true });
    expect(await start()).toEqual({
      code: 1,
      output: 'The packages are not installed yet: run `npm ci` first.\n',
    });
  });
});
