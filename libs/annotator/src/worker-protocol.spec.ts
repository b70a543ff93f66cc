import { describe, expect, it } from '@jest/globals';
import { isFromWorker, isToWorker } from './worker-protocol.js';

describe('the worker protocol', () => {
  it.each<[message: unknown, toWorker: boolean, fromWorker: boolean, reason: string]>([
    [{ kind: 'ask', id: 1, request: {} }, true, false, 'a pool asks'],
    [{ kind: 'cancel', id: 1 }, true, false, 'a pool cancels'],
    [{ kind: 'forget', session: 'a' }, true, false, 'a pool lets a session go'],
    [{ kind: 'close' }, true, false, 'a pool closes'],
    [{ kind: 'ready' }, false, true, 'a worker gets ready'],
    [
      { kind: 'progress', id: 1, progress: { stage: 'reading' } },
      false,
      true,
      'a worker tells how far it is',
    ],
    [{ kind: 'done', id: 1, result: {} }, false, true, 'a worker answers'],
    [{ kind: 'failed', id: 1, fault: {} }, false, true, 'a worker fails a request'],
    [{ kind: 'toString' }, false, false, 'a name that every object inherits is no kind'],
    [{ kind: 7 }, false, false, 'a kind is a word'],
    [{ cmd: 'NODE_DEBUG_ENABLED' }, false, false, 'words of other code'],
    [null, false, false, 'nothing'],
    ['ready', false, false, 'a bare word'],
  ])('%j: to a worker %s, from a worker %s (%s)', (message, toWorker, fromWorker) => {
    expect(isToWorker(message)).toBe(toWorker);
    expect(isFromWorker(message)).toBe(fromWorker);
  });
});
