import { describe, expect, it } from '@jest/globals';
import { decodeWorkerOptions } from './worker-options.js';

describe('decodeWorkerOptions', () => {
  it.each([
    [undefined, {}],
    ['{}', {}],
    ['{"threads":2}', { threads: 2 }],
    ['{"limits":{"decodedBytes":1000}}', { limits: { decodedBytes: 1000 } }],
    ['{"threads":1,"limits":{}}', { threads: 1 }],
    ['{"warmBytes":0}', { warmBytes: 0 }],
  ])('reads %s', (argument, options) => {
    expect(decodeWorkerOptions(argument)).toEqual(options);
  });

  it.each([
    ['', /as JSON, not ''/],
    ['threads=2', /as JSON, not 'threads=2'/],
    ['[2]', /an object, not \[2\]/],
    ['null', /an object, not null/],
    ['{"limits":3}', /an object, not 3/],
    ['{"threads":0}', /'threads' is a positive whole number, not 0/],
    ['{"threads":"2"}', /'threads' is a positive whole number, not "2"/],
    ['{"threads":null}', /'threads' is a positive whole number, not null/],
    ['{"limits":{"decodedBytes":1.5}}', /'decodedBytes' is a positive whole number, not 1\.5/],
    ['{"warmBytes":-1}', /'warmBytes' is a whole number from 0, not -1/],
    ['{"treads":2}', /no option 'treads'/],
    ['{"limits":{"bytes":2}}', /no option 'bytes'/],
  ])('refuses %s', (argument, sentence) => {
    expect(() => decodeWorkerOptions(argument)).toThrow(sentence);
  });
});
