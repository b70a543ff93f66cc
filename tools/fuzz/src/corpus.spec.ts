import { describe, expect, it } from '@jest/globals';
import { readImage } from '@aiaa/imaging-io';
import { TaggedError } from '@aiaa/volume/errors';
import { corpus } from './corpus.js';

const seeds = Object.values(corpus()).flat();

describe('every seed', () => {
  it.each(seeds.map((seed) => [`${seed.kind}: ${seed.title}`, seed] as const))('%s', async (_title, seed) => {
    const refusal = await readImage(seed.files(seed.bytes)).then(
      () => undefined,
      (error: unknown) => error,
    );
    // Pictures of JPEG need sharp, which is installed where it can be.
    const withoutSharp = seed.kind === 'jpeg' && refusal instanceof Error && /sharp/.test(refusal.message);
    if (seed.refused === true || withoutSharp) expect(refusal).toBeInstanceOf(TaggedError);
    else expect(refusal).toBeUndefined();
  });

  it('has a title of its own', () => {
    const titles = seeds.map(({ kind, title }) => `${kind}: ${title}`);
    expect(new Set(titles).size).toBe(titles.length);
  });
});
