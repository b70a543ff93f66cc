import { beforeAll, describe, expect, it } from '@jest/globals';
import { openCvBorders, type FindBorders } from './fixtures/opencv-borders.js';
import { organPlane, randomPlane } from './fixtures/random-plane.js';
import { randomSequence } from './fixtures/random-sequence.js';
import { traceBorders } from './trace-borders.js';

describe('traceBorders and OpenCV find the same borders, in the same order, from the same points', () => {
  let openCv: FindBorders;

  beforeAll(async () => {
    openCv = await openCvBorders();
  });

  // Compared as text, which is fast; a failure shows the mask.
  it.each([
    { kind: 'noise of up to 20 voxels a side', masks: 9_000, longest: 20, richest: 20, make: randomPlane },
    {
      kind: 'noise of up to 90, more borders than a byte counts',
      masks: 150,
      longest: 90,
      richest: 300,
      make: randomPlane,
    },
    { kind: 'lakes and islands', masks: 850, longest: 64, richest: 10, make: organPlane },
  ])(
    'in $masks masks: $kind',
    ({ masks, longest, richest, make }) => {
      const random = randomSequence(longest);
      let most = 0;
      for (let n = 0; n < masks; n++) {
        const plane = make(random, longest);
        const theirs = openCv(plane);
        const ours = traceBorders(plane).map(({ ring, parent }) => ({ ring, parent }));
        if (JSON.stringify(ours) !== JSON.stringify(theirs))
          expect({ plane, ours }).toEqual({ plane, ours: theirs });
        most = Math.max(most, ours.length);
      }
      expect(most).toBeGreaterThan(richest);
    },
    120_000,
  );
});
