import { describe, expect, it } from '@jest/globals';
import { nextWorkerState, type WorkerEvent, type WorkerState } from './worker-state.js';

const EVENTS: readonly WorkerEvent[] = ['ready', 'ask', 'answer', 'stop', 'end'];

describe('the life of a worker', () => {
  it.each<[WorkerState, readonly (WorkerState | undefined)[], string]>([
    // state       ready       ask        answer      stop        end
    ['starting', ['idle', undefined, undefined, 'stopping', 'dead'], 'it is asked nothing yet'],
    ['idle', [undefined, 'busy', undefined, 'stopping', 'dead'], 'it has nothing to answer'],
    ['busy', [undefined, undefined, 'idle', 'stopping', 'dead'], 'it runs one request'],
    ['stopping', ['stopping', undefined, 'stopping', 'stopping', 'dead'], 'late words change nothing'],
    ['dead', [undefined, undefined, undefined, 'dead', undefined], 'it ends once'],
  ])('%s: %j (%s)', (state, nexts) => {
    expect(EVENTS.map((event) => nextWorkerState(state, event))).toEqual(nexts);
  });
});
