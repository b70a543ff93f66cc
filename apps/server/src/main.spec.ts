import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { eventually } from './testing/eventually.js';
import { ask } from './testing/post.js';
import { isBuilt, spawnServer, type ServerProcess } from './testing/server-process.js';

jest.setTimeout(30_000);

let folder: string;
let runs: ServerProcess[];
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'aiaa-main-'));
  runs = [];
});
afterEach(async () => {
  for (const { child } of runs) child.kill('SIGKILL');
  await rm(folder, { recursive: true });
});

function start(...args: string[]): ServerProcess {
  const run = spawnServer(folder, ...args);
  runs.push(run);
  return run;
}

(isBuilt ? describe : describe.skip)(`aiaa-server${isBuilt ? '' : ' (skipped: it is not built)'}`, () => {
  it('makes its workspace, serves, and ends on SIGTERM with nothing left behind', async () => {
    const run = start('--port', '0', '--demo', 'off', '--temp', join(folder, 'temp'));
    const url = await run.listening();
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
    const url = new URL(await run.listening());
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

  it.each(['--workspace', '--temp'])('says that the folder of %s can be none', async (flag) => {
    const file = join(folder, 'file');
    await writeFile(file, '');
    const run = start(flag, file, '--port', '0', '--demo', 'off', '--log_format', 'pretty');
    expect(await run.ended).toBe(1);
    expect(run.output()).toContain(`The path ${file} is no folder that can be used: check`);
    expect(run.output().trimEnd().split('\n')).toHaveLength(1);
  });

  it('ends, workers and all, where sessions can have no folder', async () => {
    await mkdir(join(folder, 'workspace'));
    const file = join(folder, 'workspace/sessions');
    await writeFile(file, '');
    const run = start(
      '--workspace',
      join(folder, 'workspace'),
      '--port',
      '0',
      '--temp',
      join(folder, 'temp'),
    );
    expect(await run.ended).toBe(1);
    expect(run.output()).toContain(`The path ${file} is no folder that can be used: check`);
    expect(await readdir(join(folder, 'temp'))).toEqual([]);
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
