import { describe, expect, it } from '@jest/globals';
import { memoryTuning } from './memory-tuning.js';

describe('memoryTuning', () => {
  it.each([
    ['nothing was tuned', {}, 'glibc.malloc.hugetlb=1'],
    ['the variable is empty', { GLIBC_TUNABLES: '' }, 'glibc.malloc.hugetlb=1'],
    [
      'somebody has tuned something else',
      { GLIBC_TUNABLES: 'glibc.malloc.arena_max=2' },
      'glibc.malloc.hugetlb=1:glibc.malloc.arena_max=2',
    ],
    [
      'somebody wants none',
      { GLIBC_TUNABLES: 'glibc.malloc.hugetlb=0' },
      'glibc.malloc.hugetlb=1:glibc.malloc.hugetlb=0', // glibc takes the last
    ],
  ])('asks for large pages when %s', (_, environment, expected) => {
    expect(memoryTuning(environment, []).env).toEqual({ GLIBC_TUNABLES: expected });
  });

  it('leaves the last word to the flags of this process', () => {
    expect(memoryTuning({}, ['--concurrent-marking']).execArgv).toEqual([
      '--no-concurrent-marking',
      '--concurrent-marking',
    ]);
  });
});
