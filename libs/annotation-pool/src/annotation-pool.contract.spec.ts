import { annotatorContract } from '@aiaa/annotator/testing';
import { afterEach, describe, it } from '@jest/globals';
import { openFixturePool, type FixturePool } from './fixtures/fixture-pool.js';

const BEHAVIOURS = { sound: 'echo', failing: 'fail', slow: 'slow' } as const;

const opened: FixturePool[] = [];

afterEach(async () => {
  await Promise.all(opened.splice(0).map((fixture) => fixture.end()));
});

describe.each([1, 2])('the pool of %i workers keeps the contract of its port: it', (workers) => {
  const laws = annotatorContract(async () => {
    const fixture = await openFixturePool({ workers });
    opened.push(fixture);
    return {
      annotator: fixture.pool,
      failingTag: 'UnfitImage',
      request: (kind) => Promise.resolve(fixture.request(BEHAVIOURS[kind])),
    };
  });
  for (const law of laws) it(law.name, law.check);
});
