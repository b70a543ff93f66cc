import { expect, it } from '@jest/globals';
import { targetSpacing, type TargetSpacing } from './target-spacing.js';

const now = [0.8, 1, 2.5] as const;

it.each<[TargetSpacing, readonly number[], string]>([
  [{ pixdim: [1.5, 1.5, 2] }, [1.5, 1.5, 2], 'as asked'],
  [{ pixdim: [1.5] }, [1.5, 1.5, 1.5], 'the last counts for the axes that are not named'],
  [{ pixdim: [1.5, 1.2, 2, 9] }, [1.5, 1.2, 2], 'surplus is dropped'],
  [{ pixdim: [-1, 0, 2] }, [0.8, 1, 2], '0 and less keep an axis'],
  [{ pixdim: [NaN, 1.5, 2] }, [0.8, 1.5, 2], 'NaN keeps an axis'],
  [{ pixdim: [0.8005, 1.002, 2] }, [0.8, 1.002, 2], 'a difference of up to 1e-3 is none'],
  [{ pixdim: [1, 2, 2], minPixdim: [0.5, 1.5, 1] }, [0.8, 2, 2], 'kept from the lower bound on'],
  [{ pixdim: [0.7, 2, 2], maxPixdim: [1, 3, 3] }, [0.8, 2, 2.5], 'kept up to the upper bound'],
  [{ pixdim: [1, 2, 2], minPixdim: [NaN, NaN, NaN] }, [1, 2, 2], 'a bound of NaN is none'],
  [{ pixdim: [] }, [0.8, 1, 2.5], 'nothing asked, nothing changed'],
])('%j: %j, for %s', (wanted, expected) => {
  expect(targetSpacing(now, wanted)).toEqual(expected);
});
