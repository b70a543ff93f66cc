import { describe, expect, it } from '@jest/globals';
import { decodeTransforms } from './decode-transforms.js';
import { JsonCursor } from './json-cursor.js';
import { POST_TRANSFORMS } from './post-transforms.js';
import { PRE_TRANSFORMS } from './pre-transforms.js';

const before = (...transforms: readonly unknown[]) =>
  decodeTransforms(new JsonCursor(transforms, 'pre_transforms'), PRE_TRANSFORMS);

const malformed = (message: RegExp) =>
  expect.objectContaining({ tag: 'MalformedModelConfig', message: expect.stringMatching(message) });

describe('the names of transforms', () => {
  it.each([
    'Spacingd',
    'SpacingD',
    'SpacingDict',
    'Spacing',
    'monai.transforms.Spacingd',
    'monai.transforms.spatial.dictionary.Spacingd',
    'monai.apps.deepgrow.transforms.Spacingd',
    'aiaa.transforms.Spacingd',
    'ai4med.components.transforms.spacing_3d.Spacing',
  ])('%s is Spacing', (name) => {
    expect(before({ name, args: { pixdim: 2 } })).toMatchObject([{ kind: 'spacing', pixdim: [2, 2, 2] }]);
  });

  it.each([['SpatialPad'], ['SpatialPadd']])('%s keeps the d that belongs to its name', (name) => {
    expect(before({ name, args: { spatial_size: [4, 5, 6] } })).toEqual([
      { kind: 'spatial-pad', size: [4, 5, 6], method: 'symmetric' },
    ]);
  });

  it('a path says which class a short name stands for', () => {
    const path = 'ai4med.components.transforms.scale_by_resolution.ScaleByResolution';
    expect(before({ name: 'Spacer', path, args: { target_resolution: 2 } })).toMatchObject([
      { kind: 'spacing' },
    ]);
  });

  it('a class that a heart model brought along is ours too', () => {
    const own = new JsonCursor([{ name: 'TresholdArgmax.TresholdArgmax', args: { fields: 'model' } }]);
    expect(decodeTransforms(own, POST_TRANSFORMS)).toEqual([
      { kind: 'discretise', decide: { kind: 'threshold-arg-max', at: 0.5 } },
    ]);
  });

  it.each([
    [
      'Spacign',
      /^pre_transforms\[0\]\.name: expected a transform we know \(did you mean Spacing\?\): LoadImage, /,
    ],
    [
      'monai.transform.Spacingd',
      /\.name: .*\(did you mean Spacing\?\), for Python classes of your own are not run/,
    ],
    ['monailabel.deepedit.transforms.AddGuidanceSignald', /for Python classes of your own are not run/],
    ['mine.Spacing', /\.name: .*, for Python classes of your own are not run: .*, found "mine\.Spacing"\.$/],
    ['Blur', /\.name: expected a transform we know: .*, found "Blur"\.$/],
    ['constructor', /\.name: expected a transform we know: /],
    ['', /\.name: expected a transform we know.*, found ""\.$/],
    [7, /^pre_transforms\[0\]\.name: expected a text, found 7/],
    [undefined, /^pre_transforms\[0\]\.name: expected a text, found nothing/],
  ])('%j is none', (name, message) => {
    expect(() => before({ name })).toThrow(malformed(message));
  });

  it('a path to a class of somebody is refused where it is written', () => {
    expect(() => before({ name: 'Spacing', path: 'mine.Spacing' })).toThrow(
      malformed(/^pre_transforms\[0\]\.path: .*Python classes of your own/),
    );
  });

  it.each([
    ['AddLabelPoints', /AddLabelPoints is not supported: its arguments were never documented\.$/],
    [
      'DiscardAddGuidanced',
      /DiscardAddGuidance is not supported: .*; name AddGuidanceFromPointsDeepEdit and /,
    ],
    ['AddClickGuidanced', /AddClickGuidance is not supported: .*; name AddGuidanceFromPoints\.$/],
    ['SplitAcrossChannels', /SplitAcrossChannels is not supported: it makes several images of one/],
    ['CropForegroundObject', /is not supported: its arguments were never documented; name CropForeground\.$/],
    ['ScaleByFactor', /is not supported: .*; name Spacing or Resize\.$/],
    ['RandomZoom', /is not supported: it changes images at random, to train by; leave it out\.$/],
  ])('%s is refused with the reason', (name, message) => {
    expect(() => before({ name, args: { anything: 1 } })).toThrow(malformed(message));
  });
});

describe('the fields of transforms', () => {
  it.each([
    ['keys', 'image'],
    ['keys', ['image', 'label']],
    ['fields', 'image'],
    ['fields', ['image']],
    ['fields', null],
  ])('%s may be %j', (key, value) => {
    expect(before({ name: 'Flip', args: { [key]: value } })).toEqual([{ kind: 'flip' }]);
  });

  it.each([
    ['keys', 1, /^pre_transforms\[0\]\.args\.keys: expected a text, found 1/],
    ['fields', { image: 1 }, /\.args\.fields: expected a text/],
    ['fields', ['image', 2], /\.args\.fields\[1\]: expected a text, found 2/],
  ])('%s may not be %j', (key, value, message) => {
    expect(() => before({ name: 'Flip', args: { [key]: value } })).toThrow(malformed(message));
  });

  it('arguments are an object', () => {
    expect(() => before({ name: 'Flip', args: ['image'] })).toThrow(
      malformed(/^pre_transforms\[0\]\.args: expected an object/),
    );
  });
});
