import { describe, expect, it } from '@jest/globals';
import { DEFAULT_FETCH_LIMITS } from '@aiaa/fetching';
import { decodeWorkerOptions } from './worker-options.js';

describe('decodeWorkerOptions', () => {
  it.each([
    [undefined, {}],
    ['{}', {}],
    ['{"threads":2}', { threads: 2 }],
    ['{"limits":{"decodedBytes":1000}}', { limits: { decodedBytes: 1000 } }],
    ['{"threads":1,"limits":{}}', { threads: 1 }],
    ['{"warmBytes":0}', { warmBytes: 0 }],
    ['{"fetching":{}}', { fetching: {} }],
    [
      '{"fetching":{"policy":{"mode":"listed","hosts":["pacs"],"ownPort":5000},"callingAeTitle":"ME"}}',
      { fetching: { policy: { mode: 'listed', hosts: ['pacs'], ownPort: 5000 }, callingAeTitle: 'ME' } },
    ],
    ['{"fetching":{"limits":{"files":7}}}', { fetching: { limits: { ...DEFAULT_FETCH_LIMITS, files: 7 } } }],
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
    ['{"fetching":{"limits":{"files":0}}}', /'files' is a positive whole number, not 0/],
    ['{"fetching":{"limits":{"file":1}}}', /no option 'file'/],
    ['{"fetching":{"policy":{"mode":"all","hosts":[]}}}', /by a mode and hosts, not by/],
    ['{"fetching":{"policy":{"mode":"any","hosts":[1]}}}', /'hosts' is a text, not 1/],
    ['{"fetching":{"tls":{"ca":1}}}', /'ca' is a text, not 1/],
    ['{"fetching":{"tls":{"pem":"a"}}}', /no option 'pem'/],
    ['{"fetching":{"callingAeTitle":1}}', /'callingAeTitle' is a text, not 1/],
    ['{"treads":2}', /no option 'treads'/],
    ['{"limits":{"bytes":2}}', /no option 'bytes'/],
  ])('refuses %s', (argument, sentence) => {
    expect(() => decodeWorkerOptions(argument)).toThrow(sentence);
  });
});
