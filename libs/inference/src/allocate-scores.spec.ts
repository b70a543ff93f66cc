import { afterEach, describe, expect, it, jest } from '@jest/globals';
import { LimitExceeded } from '@aiaa/volume/errors';
import { allocateScores } from './allocate-scores.js';

afterEach(() => {
  jest.restoreAllMocks();
});

describe('allocateScores', () => {
  it('gives zeros, a block for each class', () => {
    expect(allocateScores(3, 2)).toEqual(new Float32Array(6));
  });

  it.each([
    ['as much as is free', 48, true],
    ['less than the scores and their copy', 47, false],
  ])('with %s', (_what, free, fits) => {
    jest.spyOn(process, 'availableMemory').mockReturnValue(free);
    if (fits) expect(allocateScores(3, 2)).toHaveLength(6);
    else expect(() => allocateScores(3, 2)).toThrow(LimitExceeded);
  });

  it('says what is needed and what is free', () => {
    jest.spyOn(process, 'availableMemory').mockReturnValue(8 * 2 ** 30);
    expect(() => allocateScores(800 * 1000 * 629, 5)).toThrow(
      'The scores of 5 classes on 503200000 voxels need 18.7 GiB of memory, and 8.0 GiB are free: crop the image, or resample it coarser.',
    );
  });

  it('refuses what no array can hold', () => {
    jest.spyOn(process, 'availableMemory').mockReturnValue(2 ** 60);
    expect(() => allocateScores(2 ** 40, 2)).toThrow(LimitExceeded);
  });
});
