import { expect, it } from '@jest/globals';
import { serverTiming } from './server-timing.js';

it.each([
  [[], ''],
  [[{ stage: 'read', milliseconds: 12.345 }], 'read;dur=12.3'],
  [
    [
      { stage: 'network', milliseconds: 140 },
      { stage: 'write', milliseconds: 0 },
    ],
    'network;dur=140.0, write;dur=0.0',
  ],
  [[{ stage: 'a stage, "two";é', milliseconds: 1 }], 'a-stage---two---;dur=1.0'],
])('says how long the stages %j took', (timings, header) => {
  expect(serverTiming(timings)).toBe(header);
});
