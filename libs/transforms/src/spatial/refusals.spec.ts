import { expect, it } from '@jest/globals';
import { chiralVolume } from '@aiaa/volume/testing';
import { buildTransform } from '../build.js';
import type { TransformSpec } from '../transform-spec.js';

it.each<[TransformSpec, RegExp]>([
  [
    { kind: 'resize', size: [8, 8, -1], mode: 'bicubic' },
    /pictures of one slice, not of \d+: name trilinear/,
  ],
  [{ kind: 'crop-foreground', channels: [1] }, /sought in channel 1, and the image has 1/],
  [{ kind: 'crop-foreground', channels: [0, -2] }, /sought in channel -2, and the image has 1/],
])('%j does not fit a scan of one channel', (spec, message) => {
  expect(() => buildTransform(spec)(chiralVolume('int16'))).toThrow(
    expect.objectContaining({ tag: 'UnfitImage', message: expect.stringMatching(message) }),
  );
});
