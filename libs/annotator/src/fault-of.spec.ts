import { describe, expect, it } from '@jest/globals';
import { BrokenInvariant, LimitExceeded, TaggedError } from '@aiaa/volume/errors';
import { faultOf } from './fault-of.js';
import { AnnotationFailed, FAULT_TAGS, isOurFault } from './faults.js';

class Unlisted extends TaggedError {
  readonly tag = 'Unlisted';
}

const INTERNAL = { tag: 'Internal', message: 'The server failed on this request; its log says why.' };
const FULL = { tag: 'StorageFull', message: 'The disk of the server is full.' };

describe('faultOf', () => {
  it.each([
    [
      'a fault in its error',
      new AnnotationFailed({ tag: 'Overloaded', message: 'Full.' }),
      { tag: 'Overloaded', message: 'Full.' },
    ],
    [
      'an error of the list',
      new LimitExceeded('Too large.'),
      { tag: 'LimitExceeded', message: 'Too large.' },
    ],
    [
      'a law that broke',
      new BrokenInvariant('Six is nine.'),
      { tag: 'BrokenInvariant', message: 'Six is nine.' },
    ],
    ['a tag that is not on the list', new Unlisted('Hm.'), INTERNAL],
    ['a full disk', Object.assign(new Error('write'), { code: 'ENOSPC' }), FULL],
    ['a used-up quota', Object.assign(new Error('write'), { code: 'EDQUOT' }), FULL],
    ['a file that is not there', Object.assign(new Error('open /secret'), { code: 'ENOENT' }), INTERNAL],
    ['an error that nobody foresaw', new TypeError('x is undefined'), INTERNAL],
    ['no error at all', 'text', INTERNAL],
    ['nothing', undefined, INTERNAL],
  ])('%s', (_what, error, fault) => {
    expect(faultOf(error)).toEqual(fault);
  });
});

describe('isOurFault', () => {
  it('names what the server or its model did wrong, and nothing else', () => {
    expect(FAULT_TAGS.filter(isOurFault)).toEqual([
      'NetworkFailed',
      'WorkerLost',
      'BrokenInvariant',
      'Internal',
    ]);
  });
});
