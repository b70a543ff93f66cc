import { describe, expect, it } from '@jest/globals';
import type { Image } from '@aiaa/imaging-io';
import { buildChain, identityStep, type SpatialStep } from '@aiaa/transforms';
import { IDENTITY_AFFINE, makeVolume, type Volume } from '@aiaa/volume';
import { WarmCache } from './warm-cache.js';

const MB = 1024 * 1024;

const volumeOf = (megabytes: number): Volume =>
  makeVolume({
    voxels: new Uint8Array(megabytes * MB),
    size: [MB, megabytes, 1],
    affine: IDENTITY_AFFINE,
  });
const imageOf = (megabytes: number): Image => ({
  volume: volumeOf(megabytes),
  format: 'nifti',
  stored: 'uint8',
  warnings: [],
});
const stepOf = (megabytes: number): SpatialStep => identityStep(volumeOf(megabytes));

/** Which of these sessions are kept, without using any of them more than all others. */
const kept = (cache: WarmCache, ...sessions: string[]) =>
  sessions.filter((session) => cache.image(session) !== undefined);

describe('a cache of 10 MB and a little', () => {
  const open = () => new WarmCache(10 * MB + MB / 2);

  it('gives back the very image and step that it was given', () => {
    const [cache, image, step] = [open(), imageOf(2), stepOf(3)];
    cache.keepImage('a', image);
    cache.keepStep('a', 'model', step);
    expect(cache.image('a')).toBe(image);
    expect(cache.step('a', 'model')).toBe(step);
    expect([cache.image('b'), cache.step('a', 'other'), cache.step('b', 'model')]).toEqual(
      Array(3).fill(undefined),
    );
  });

  it('keeps the first image of a session, and its steps with it', () => {
    const [cache, image] = [open(), imageOf(1)];
    cache.keepImage('a', image);
    cache.keepStep('a', 'model', stepOf(1));
    cache.keepImage('a', imageOf(2));
    expect(cache.image('a')).toBe(image);
    expect(cache.step('a', 'model')).toBeDefined();
  });

  it('lets the session go that was not used for longest', () => {
    const cache = open();
    for (const session of ['a', 'b', 'c']) cache.keepImage(session, imageOf(3));
    cache.image('a');
    cache.keepImage('d', imageOf(3));
    expect(kept(cache, 'a', 'b', 'c', 'd')).toEqual(['a', 'c', 'd']);
    cache.step('a', 'no model, but used');
    cache.keepImage('e', imageOf(6));
    expect(kept(cache, 'a', 'c', 'd', 'e')).toEqual(['a', 'e']);
  });

  it('lets the steps of the others go, those used last at last, before any image goes', () => {
    const cache = open();
    for (const session of ['a', 'b', 'c']) {
      cache.keepImage(session, imageOf(1));
      cache.keepStep(session, 'model', stepOf(2));
    }
    const steps = () => ['a', 'b', 'c', 'd'].filter((session) => cache.step(session, 'model') !== undefined);
    cache.keepImage('d', imageOf(3)); // 12 MB in all: one step of 2 MB too many
    expect(steps()).toEqual(['b', 'c']);
    cache.keepStep('d', 'model', stepOf(4));
    expect(steps()).toEqual(['d']);
    expect(kept(cache, 'a', 'b', 'c', 'd')).toEqual(['a', 'b', 'c', 'd']);
  });

  it('counts voxels once that a chain handed on', () => {
    const [cache, image] = [open(), imageOf(6)];
    cache.keepImage('a', image);
    const before = cache.bytes;
    cache.keepStep('a', 'nothing done', buildChain([])(image.volume));
    expect(cache.bytes).toBe(before);
    cache.keepStep('a', 'cropped', buildChain([{ kind: 'spatial-crop', start: [0, 0, 0], end: [MB, 2, 1] }])(image.volume)); // prettier-ignore
    expect(cache.bytes).toBe(before + 2 * MB);
  });

  it('keeps no image that is larger than all of it, and lets nothing go for one', () => {
    const cache = open();
    cache.keepImage('a', imageOf(4));
    cache.keepImage('b', imageOf(11));
    expect(kept(cache, 'a', 'b')).toEqual(['a']);
  });

  it('keeps an image without the step that does not fit beside it', () => {
    const cache = open();
    cache.keepImage('a', imageOf(4));
    cache.keepImage('b', imageOf(5));
    cache.keepStep('b', 'model', stepOf(6));
    expect(kept(cache, 'a', 'b')).toEqual(['a', 'b']);
    expect(cache.step('b', 'model')).toBeUndefined();
  });

  it('keeps the steps of a session that were used last, where all of them do not fit', () => {
    const cache = open();
    cache.keepImage('a', imageOf(1));
    for (const model of ['x', 'y', 'z']) cache.keepStep('a', model, stepOf(3));
    cache.step('a', 'x');
    cache.keepStep('a', 'w', stepOf(3));
    expect(['x', 'y', 'z', 'w'].filter((model) => cache.step('a', model))).toEqual(['x', 'z', 'w']);
  });

  it('keeps no step without its image', () => {
    const cache = open();
    cache.keepStep('a', 'model', stepOf(1));
    expect([cache.bytes, cache.step('a', 'model')]).toEqual([0, undefined]);
  });

  it('forgets a session, image and steps, and not the others; one it does not know is fine', () => {
    const cache = open();
    for (const session of ['a', 'b']) {
      cache.keepImage(session, imageOf(1));
      cache.keepStep(session, 'model', stepOf(1));
    }
    cache.forget('a');
    cache.forget('a');
    cache.forget('nobody');
    expect([cache.image('a'), cache.step('a', 'model')]).toEqual([undefined, undefined]);
    expect([cache.image('b'), cache.step('b', 'model')]).not.toContain(undefined);
  });

  it('never holds more than its bound, whatever comes', () => {
    const cache = open();
    for (let n = 0; n < 200; n++) {
      const session = `session ${(n * 7) % 11}`;
      cache.keepImage(session, imageOf(1 + ((n * 5) % 6)));
      cache.keepStep(session, `model ${n % 3}`, stepOf(1 + ((n * 3) % 5)));
      expect(cache.bytes).toBeLessThanOrEqual(10.5 * MB);
    }
  });

  it('holds some hundred sessions of one voxel, and no more', () => {
    const cache = open();
    const voxel = makeVolume({ voxels: new Uint8Array(1), size: [1, 1, 1], affine: IDENTITY_AFFINE });
    const sessions = Array.from({ length: 500 }, (_, n) => `session ${n}`);
    for (const session of sessions) cache.keepImage(session, { ...imageOf(1), volume: voxel });
    expect(kept(cache, ...sessions).length).toBe(167);
  });
});

it('keeps nothing within a bound of one byte', () => {
  const cache = new WarmCache(1);
  cache.keepImage('a', imageOf(1));
  expect(cache.image('a')).toBeUndefined();
});
