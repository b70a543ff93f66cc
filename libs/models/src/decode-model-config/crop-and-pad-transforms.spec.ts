import { describe, expect, it } from '@jest/globals';
import { decodeTransforms } from './decode-transforms.js';
import { JsonCursor } from './json-cursor.js';
import { PRE_TRANSFORMS } from './pre-transforms.js';

describe('the arguments of crops and pads', () => {
  const decoded = (name: string, args: unknown) =>
    decodeTransforms(new JsonCursor([{ name, args }], 'pre_transforms'), PRE_TRANSFORMS);

  it.each([
    ['BorderPadd', { keys: 'image', spatial_border: 2 }, { kind: 'border-pad', border: 2 }],
    ['BorderPad', { spatial_border: [2], mode: 'constant' }, { kind: 'border-pad', border: 2 }],
    ['BorderPad', { spatial_border: [1, 2, 0] }, { kind: 'border-pad', border: [1, 2, 0] }],
    ['BorderPad', { spatial_border: [1, 2, 3, 4, 5, 6] }, { kind: 'border-pad', border: [1, 2, 3, 4, 5, 6] }],
    ['BorderPad', { spatial_border: 1, value: -1024 }, { kind: 'border-pad', border: 1, value: -1024 }],
    [
      'BorderPadd',
      { spatial_border: 1, mode: ['replicate'] },
      { kind: 'border-pad', border: 1, mode: 'edge' },
    ],
    ['BorderPad', { spatial_border: 1, mode: 'circular' }, { kind: 'border-pad', border: 1, mode: 'wrap' }],
    [
      'SpatialPad',
      { spatial_size: [256, 256], constant_values: '7' },
      { kind: 'spatial-pad', size: [256, 256, -1], method: 'symmetric', value: 7 },
    ],
    [
      'SpatialCropd',
      { roi_center: [60, 50, 40], roi_size: [64, 64, 32] },
      { kind: 'spatial-crop', center: [60, 50, 40], size: [64, 64, 32] },
    ],
    [
      'SpatialCrop',
      { roi_center: 60, roi_size: [64, 32], roi_start: 1, roi_end: 2 },
      { kind: 'spatial-crop', center: [60, 60], size: [64, 32] },
    ],
    [
      'SpatialCrop',
      { roi_start: [-4, 0, 2], roi_end: 90 },
      { kind: 'spatial-crop', start: [-4, 0, 2], end: [90, 90, 90] },
    ],
    [
      'CropForegroundd',
      { source_key: 'image', k_divisible: 0, mode: 'edge', channel_indices: 0 },
      {
        kind: 'crop-foreground',
        margin: [0, 0, 0],
        allowSmaller: false,
        kDivisible: [0, 0, 0],
        channels: [0],
        mode: 'edge',
      },
    ],
    ['DivisiblePadd', { k: 16 }, { kind: 'divisible-pad', k: [16, 16, 16], method: 'symmetric' }],
    [
      'DivisiblePad',
      { k: [16, 16, 1], method: 'end' },
      { kind: 'divisible-pad', k: [16, 16, 1], method: 'end' },
    ],
    [
      'ResizeWithPadOrCropd',
      { spatial_size: [64, 64, -1] },
      { kind: 'resize-with-pad-or-crop', size: [64, 64, -1], method: 'symmetric' },
    ],
  ])('%s %j', (name, args, spec) => {
    expect(decoded(name, args)).toEqual([spec]);
  });

  it.each([
    [
      'BorderPad',
      { spatial_border: [1, 2] },
      /args\.spatial_border: expected one whole number, or a list of three or six/,
    ],
    ['BorderPad', { spatial_border: [1, 2, 0.5] }, /args\.spatial_border: expected whole numbers/],
    [
      'BorderPad',
      { spatial_border: 1, mode: 'mean' },
      /args\.mode: expected one of constant, edge, replicate/,
    ],
    ['BorderPad', { spatial_border: 1, mode: 'edge', value: 0 }, /args\.value: it counts only where mode is/],
    ['SpatialPad', { spatial_size: [4, 0.5] }, /args\.spatial_size: expected two or three whole numbers/],
    ['SpatialCrop', { roi_center: [1, 2, 3] }, /args\.roi_start: expected whole numbers, found nothing/],
    ['SpatialCrop', { roi_start: [1, 2, 3], roi_end: [4, 5] }, /args\.roi_end: expected one to three whole/],
    ['SpatialCrop', { roi_start: 0, roi_end: [1, 2, 3, 4] }, /args\.roi_end: expected one to three whole/],
    ['SpatialCrop', { roi_start: 'box', roi_end: 4 }, /args\.roi_start: expected a number, found "box"/],
    ['SpatialCrop', { roi_slices: [[0, 4]] }, /args\.roi_slices: slices are Python objects: name roi_start/],
    ['CropForeground', { select_fn: 'x > 3' }, /args\.select_fn: a Python function is not run/],
    ['CropForeground', { margin: [0, 0, -1] }, /args\.margin: expected whole numbers from 0/],
    ['CropForeground', { channel_indices: [] }, /args\.channel_indices: expected whole numbers/],
    ['DivisiblePad', {}, /args\.k: expected three numbers, found nothing/],
    ['DivisiblePad', { k: 2, method: 'start' }, /args\.method: expected one of symmetric, end/],
    ['ResizeWithPadOrCrop', { spatial_size: 8, mode: 'empty' }, /args\.mode: expected one of constant/],
  ])('%s refuses %j', (name, args, message) => {
    expect(() => decoded(name, args)).toThrow(
      expect.objectContaining({ tag: 'MalformedModelConfig', message: expect.stringMatching(message) }),
    );
  });
});
