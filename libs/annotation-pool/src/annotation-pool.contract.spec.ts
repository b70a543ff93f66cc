import { annotatorContract } from '@aiaa/annotator/testing';
import { describe, it } from '@jest/globals';
import { openFixturePool } from './fixtures/fixture-pool.js';

const BEHAVIOURS = { sound: 'echo', failing: 'fail', slow: 'slow' } as const;

describe.each([1, 2])('the pool of %i workers keeps the contract of its port: it', (workers) => {
  const laws = annotatorContract(async () => {
    const { pool, request } = await openFixturePool({ workers });
    return {
      annotator: pool,
      failingTag: 'UnfitImage',
      request: (kind) => Promise.resolve(request(BEHAVIOURS[kind])),
    };
  });
  for (const law of laws) it(law.name, law.check);
});
