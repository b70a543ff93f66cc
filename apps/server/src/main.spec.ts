import { spawn, type ChildProcess } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { eventually } from './testing/eventually.js';
import { ask } from './testing/post.js';

const MAIN = fileURLToPath(new URL('../dist/main.js', import.meta.url));
const isBuilt = existsSync(MAIN);

jest.setTimeout(30_000);

interface Run {
  readonly child: ChildProcess;
  readonly ended: Promise<number | null>;
  output(): string;
}

let folder: string;
let runs: Run[];
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'aiaa-main-'));
  runs = [];
});
afterEach(async () => {
  for (const { child } of runs) child.kill('SIGKILL');
  await rm(folder, { recursive: true });
});

function start(...args: string[]): Run {
  // Without the flags that jest itself was started with.
  const child = spawn(process.execPath, [MAIN, ...args], {
    cwd: folder,
    env: { ...process.env, NODE_OPTIONS: '' },
  });
  let output = '';
  child.stdout.on('data', (text) => (output += String(text)));
  child.stderr.on('data', (text) => (output += String(text)));
  const ended = new Promise<number | null>((resolve) => child.on('close', resolve));
  const run = { child, ended, output: () => output };
  runs.push(run);
  return run;
}

async function listening(run: Run): Promise<string> {
  const url = () => /listening on (http:\/\/[\d.:]+)/.exec(run.output())?.[1];
  await eventually(() => url() !== undefined, 20_000);
  return url() ?? '';
}

(isBuilt ? describe : describe.skip)(`aiaa-server${isBuilt ? '' : ' (skipped: it is not built)'}`, () => {
  it('makes its workspace, serves, and ends on SIGTERM with nothing left behind', async () => {
    const run = start('--port', '0', '--demo', 'off', '--temp', join(folder, 'temp'));
    const url = await listening(run);
    expect((await ask(`${url}/health/ready`)).status).toBe(200);
    expect((await ask(`${url}/v1/models`)).status).toBe(200);
    expect(await readdir(folder)).toEqual(['.aiaa', 'temp']);
    run.child.kill('SIGTERM');
    expect(await run.ended).toBe(0);
    expect(await readdir(join(folder, 'temp'))).toEqual([]);
  });

  it('ends at once on a second signal', async () => {
    const run = start(
      '--port',
      '0',
      '--demo',
      'off',
      '--stop_timeout',
      '600',
      '--temp',
      join(folder, 'temp'),
    );
    const url = new URL(await listening(run));
    const { connect } = await import('node:net');
    const socket = connect(Number(url.port), url.hostname, () => {
      socket.write(
        'POST /v1/segmentation?model=ct_tissue HTTP/1.1\r\nHost: x\r\nContent-Length: 9\r\nContent-Type: multipart/form-data; boundary=b\r\n\r\n',
      );
    });
    socket.on('error', () => undefined);
    await eventually(async () => (await readdir(join(folder, 'temp'), { recursive: true })).length === 2);
    run.child.kill('SIGINT');
    await eventually(() => run.output().includes('SIGINT: stopping'));
    run.child.kill('SIGINT');
    expect(await run.ended).toBe(1);
    socket.destroy();
  });

  it('says in one sentence what is wrong with a flag', async () => {
    const run = start('--bundled-models', 'off');
    expect(await run.ended).toBe(2);
    expect(run.output()).toBe("Unknown option '--bundled-models'. See --help.\n");
  });

  it('says that the port is taken', async () => {
    const other = createServer();
    await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve));
    const port = Object(other.address()).port;
    const run = start('--port', String(port), '--demo', 'off');
    expect(await run.ended).toBe(1);
    expect(run.output()).toContain(`Port ${port} of 127.0.0.1 is taken`);
    other.close();
  });
});
