import type { FromWorker, SegmentationRequest, ToWorker } from '@aiaa/annotator';
import { afterEach, describe, expect, it } from '@jest/globals';
import { fork, type ChildProcess } from 'node:child_process';
import { on, once } from 'node:events';
import { fileURLToPath } from 'node:url';

const ENTRY = fileURLToPath(new URL('./worker.ts', import.meta.url));
const LOADER = new URL('../test/typescript-loader.mjs', import.meta.url).href;

const REQUEST: SegmentationRequest = {
  kind: 'segmentation',
  model: { name: 'spleen', revision: '1', folder: '/nowhere/spleen/1' },
  images: [{ path: '/nowhere/image', name: 'ct.nii.gz' }],
  result: { extension: '.nii.gz', compress: true },
  resultFolder: '/nowhere/result',
};

const forked: ChildProcess[] = [];

function start(...args: string[]): ChildProcess {
  const child = fork(ENTRY, args, {
    execArgv: ['--conditions=@aiaa/source', '--import', LOADER],
    serialization: 'advanced',
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  });
  forked.push(child);
  return child;
}

/** What the worker says, message by message; a worker that ends instead fails the test. */
async function* messagesOf(child: ChildProcess): AsyncGenerator<FromWorker> {
  const ended = new AbortController();
  child.once('exit', (code, signal) => ended.abort(new Error(`The worker ended: ${code ?? signal}.`)));
  for await (const [message] of on(child, 'message', { signal: ended.signal })) yield message;
}

const next = async (messages: AsyncGenerator<FromWorker>): Promise<FromWorker | undefined> =>
  (await messages.next()).value;

const say = (child: ChildProcess, message: ToWorker) => child.send(message);

async function printed(child: ChildProcess): Promise<string> {
  let text = '';
  for await (const chunk of child.stderr ?? []) text += String(chunk);
  return text;
}

afterEach(() => {
  for (const child of forked.splice(0)) child.kill('SIGKILL');
});

describe('the worker entry, as a process', () => {
  it('gets ready, answers a request that fails, logs why, and ends when it is told to', async () => {
    const child = start('{"threads":1}');
    const log = printed(child);
    const messages = messagesOf(child);
    expect(await next(messages)).toEqual({ kind: 'ready' });
    say(child, { kind: 'ask', id: 1, request: REQUEST });
    let answer = await next(messages);
    while (answer?.kind === 'progress') answer = await next(messages);
    expect(answer).toMatchObject({ kind: 'failed', id: 1 });
    say(child, { kind: 'close' });
    expect(await once(child, 'exit')).toEqual([0, null]);
    expect(await log).toContain('/nowhere/');
  });

  it('dies when the front process is gone', async () => {
    const child = start();
    await next(messagesOf(child));
    child.disconnect();
    expect(await once(child, 'exit')).toEqual([null, 'SIGKILL']);
  });

  it('does not start with options that it does not understand, and says so', async () => {
    const child = start('{"threads":"all"}');
    const log = printed(child);
    expect(await once(child, 'exit')).toEqual([1, null]);
    expect(await log).toContain(`'threads' is a positive whole number, not "all"`);
  });
});
