import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, afterEach, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { lookAtProcess } from './running/process-look.js';
import { PLAIN_ENVIRONMENT, runProgram, type Run } from './testing/run-program.js';

jest.setTimeout(60_000);

const MAIN = fileURLToPath(new URL('../dist/main.js', import.meta.url));
const SERVER = fileURLToPath(new URL('../../server/dist/main.js', import.meta.url));
const isBuilt = existsSync(SERVER);

let folder: string;
let record: string;
const ENVIRONMENT = { AIAA_PORT: '0', AIAA_SERVER: '', AIAA_WORKSPACE: 'ws' };
const aiaa = (...args: string[]): Promise<Run> =>
  runProgram(folder, process.execPath, [MAIN, ...args], ENVIRONMENT);

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'aiaa-running-'));
  record = join(folder, 'ws/run/server.json');
});
afterAll(() => rm(folder, { recursive: true }));

const NONE =
  /^aiaa: No server that "aiaa start" started runs for the workspace \S+\/ws: start one, or name one with/;

(isBuilt ? describe : describe.skip)(
  `aiaa start, status and stop${isBuilt ? '' : ' (skipped: no server built)'}`,
  () => {
    afterEach(async () => {
      if (existsSync(record)) await aiaa('stop');
    });

    it('a server behind our back, from its start to its end', async () => {
      const started = await aiaa('start', '-b', '--log_level', 'debug');
      expect(started).toMatchObject({ code: 0, stderr: '' });
      const [, url, pid] =
        /^The server runs at (http:\S+), as process (\d+)\. Its log is \S+\/ws\/logs\/server\.log\.\n$/.exec(
          started.stdout,
        ) ?? [];
      expect(JSON.parse(await readFile(record, 'utf8'))).toMatchObject({ pid: Number(pid), url });

      const status = await aiaa('status');
      expect(status).toMatchObject({ code: 0, stderr: '' });
      expect(status.stdout).toMatch(
        new RegExp(`^pid       ${pid}\nstarted   20\\S+\nurl       ${url}\nstatus    ready\n`),
      );

      const again = await aiaa('start', '-b');
      expect(again).toMatchObject({ code: 1, stdout: '' });
      expect(again.stderr).toContain(`already: process ${pid} at ${url}. Stop it first`);

      expect(await aiaa('stop')).toEqual({
        code: 0,
        stdout: `The server at ${url} has stopped.\n`,
        stderr: '',
      });
      expect(await lookAtProcess(Number(pid))).toBeUndefined();
      expect(existsSync(record)).toBe(false);
      for (const command of ['stop', 'status']) {
        expect(await aiaa(command)).toEqual({ code: 1, stdout: '', stderr: expect.stringMatching(NONE) });
      }
      const log = join(folder, 'ws/logs/server.log');
      expect(await readFile(log, 'utf8')).toContain(`listening on ${url}`);
      expect((await stat(log)).mode & 0o777).toBe(0o600);
    });

    it.each([
      ['a flag that is none', ['--prot', '1'], "    Unknown option '--prot'. See --help.\n", 2],
      ['a flag after --', ['--', '--workers', '0'], 'Expected a whole number from 1.', 2],
    ])('%s is said with the last words of the server', async (_what, flags, words, code) => {
      const run = await aiaa('start', '-b', ...flags);
      expect(run).toMatchObject({ code: 1, stdout: '' });
      expect(run.stderr).toContain(words);
      expect(run.stderr).toContain(
        `aiaa: The server did not start: it ended with exit code ${code}. Its log is `,
      );
      expect(existsSync(record)).toBe(false);
    });

    it('a port that is taken', async () => {
      const taker = createServer();
      await new Promise<void>((resolve) => taker.listen(0, '127.0.0.1', resolve));
      const port = String((taker.address() as AddressInfo).port);
      const run = await aiaa('start', '-b', '-p', port);
      await new Promise((resolve) => taker.close(resolve));
      expect(run).toMatchObject({ code: 1, stdout: '' });
      expect(run.stderr).toContain(`    Port ${port} of 127.0.0.1 is taken: stop what listens there`);
    });

    it('takes no second workspace', async () => {
      const run = await aiaa('start', '--', '-w', 'other');
      expect(run).toMatchObject({
        code: 1,
        stderr: expect.stringContaining('Name the workspace before the "--"'),
      });
    });

    it('a server before our eyes: signals go to it, its exit code comes back', async () => {
      const { child, output, ended } = startHere();
      while (!existsSync(record)) await new Promise((resolve) => setTimeout(resolve, 20));
      const { pid } = JSON.parse(await readFile(record, 'utf8'));
      expect(pid).not.toBe(child.pid);
      expect(await aiaa('status')).toMatchObject({ code: 0 });
      child.kill('SIGINT');
      expect(await ended).toBe(0);
      expect(output()).toContain('SIGINT: stopping');
      expect(output()).not.toContain('SIGTERM');
      expect(existsSync(record)).toBe(false);
    });

    it('one that "aiaa stop" stops from elsewhere', async () => {
      const { output, ended } = startHere();
      while (!existsSync(record)) await new Promise((resolve) => setTimeout(resolve, 20));
      expect(await aiaa('stop')).toMatchObject({ code: 0 });
      expect(await ended).toBe(0);
      expect(output()).toContain('SIGTERM: stopping');
    });

    it('another program that has the number of a server that is gone lives on', async () => {
      const bystander = spawn('sleep', ['60']);
      const written = {
        pid: bystander.pid,
        url: 'http://127.0.0.1:9',
        started: '2026-01-01',
        birth: 'of another',
      };
      await mkdir(join(folder, 'ws/run'), { recursive: true });
      await writeFile(record, JSON.stringify(written));
      const run = await aiaa('stop');
      const ending = [bystander.exitCode, bystander.signalCode];
      bystander.kill();
      expect(run).toEqual({ code: 1, stdout: '', stderr: expect.stringMatching(NONE) });
      expect(ending).toEqual([null, null]);
      await rm(record);
    });

    it('lists the flags of the server', async () => {
      const run = await aiaa('start', '--', '--help');
      expect(run).toMatchObject({
        code: 0,
        stdout: expect.stringContaining('--admin_hosts <list>'),
        stderr: '',
      });
    });

    it('one that refuses its flags', async () => {
      expect(await aiaa('start', '--engine', 'TRITON')).toEqual({
        code: 2,
        stdout: '',
        stderr: expect.stringContaining('no Triton is asked'),
      });
    });
  },
);

function startHere() {
  const args = [MAIN, 'start', '--log_format', 'pretty'];
  const child = spawn(process.execPath, args, { cwd: folder, env: { ...PLAIN_ENVIRONMENT, ...ENVIRONMENT } });
  let said = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (text) => (said += String(text)));
  const ended = new Promise<number | null>((resolve) => child.on('close', resolve));
  return { child, output: () => said, ended };
}
