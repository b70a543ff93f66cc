import { describe, expect, it } from '@jest/globals';
import { JsonCursor } from './json-cursor.js';
import { decodePost } from './decode-post.js';

const decoded = (...transforms: readonly unknown[]) =>
  decodePost(new JsonCursor(transforms, 'post_transforms'));

describe('the transforms that tidy labels', () => {
  it.each([
    [
      'KeepLargestConnectedComponentd',
      { keys: 'pred' },
      { kind: 'keep-largest-component', independent: true, connectivity: 3, numComponents: 1 },
    ],
    [
      'monai.transforms.KeepLargestConnectedComponent',
      {
        applied_labels: [2, '1'],
        is_onehot: false,
        independent: 'False',
        connectivity: 1,
        num_components: 2,
      },
      {
        kind: 'keep-largest-component',
        appliedLabels: [2, 1],
        independent: false,
        connectivity: 1,
        numComponents: 2,
      },
    ],
    [
      'KeepLargestConnectedComponentd',
      { applied_labels: null, connectivity: null },
      { kind: 'keep-largest-component', independent: true, connectivity: 3, numComponents: 1 },
    ],
    ['aiaa.transforms.LargestCCd', { keys: ['pred'], has_channel: true }, { kind: 'largest-component' }],
    ['monailabel.transform.post.LargestCCd', { keys: 'pred' }, { kind: 'largest-component' }],
    ['FillHoles', {}, { kind: 'fill-holes', connectivity: 3 }],
    [
      'FillHolesd',
      { applied_labels: 3, connectivity: 2 },
      { kind: 'fill-holes', appliedLabels: [3], connectivity: 2 },
    ],
    ['LabelFilterd', { applied_labels: [0, 4] }, { kind: 'label-filter', appliedLabels: [0, 4] }],
  ])('%s %j', (name, args, transform) => {
    expect(decoded({ name, args })).toEqual([{ kind: 'clean', transform }]);
  });

  it.each([
    [
      'KeepLargestConnectedComponent',
      { connectivity: 7 },
      /args\.connectivity: expected 1 \(faces\), .* found 7/,
    ],
    [
      'KeepLargestConnectedComponent',
      { num_components: 0 },
      /args\.num_components: expected a whole number from 1, found 0/,
    ],
    [
      'KeepLargestConnectedComponent',
      { num_components: 1.5 },
      /args\.num_components: expected a whole number/,
    ],
    [
      'KeepLargestConnectedComponent',
      { is_onehot: true },
      /args\.is_onehot: expected false: a result is a label map/,
    ],
    [
      'KeepLargestConnectedComponent',
      { applied_labels: [1, 0.5] },
      /args\.applied_labels\[1\]: expected a label, .* found 0\.5/,
    ],
    ['KeepLargestConnectedComponent', { applied_labels: 'liver' }, /args\.applied_labels: expected a number/],
    [
      'KeepLargestConnectedComponent',
      { min_size: 4 },
      /args\.min_size: there is no such argument; known: applied_labels/,
    ],
    ['FillHoles', { connectivity: 0 }, /args\.connectivity: expected 1 \(faces\)/],
    ['FillHoles', { connectivity: true }, /args\.connectivity: expected a number/],
    ['FillHoles', { applied_labels: [-1] }, /args\.applied_labels\[0\]: expected a label/],
    [
      'FillHoles',
      { applied_labels: [65536] },
      /args\.applied_labels\[0\]: expected a label, .* from 0 to 65535/,
    ],
    ['LabelFilter', {}, /args\.applied_labels: expected a number, found nothing/],
    ['LargestCC', { connectivity: 1 }, /args\.connectivity: there is no such argument/],
    [
      'RestoreOriginalShape',
      { is_label: false },
      /args\.is_label: expected true: what is restored is a label map/,
    ],
  ])('%s refuses %j', (name, args, message) => {
    expect(() => decoded({ name, args })).toThrow(
      expect.objectContaining({ tag: 'MalformedModelConfig', message: expect.stringMatching(message) }),
    );
  });
});

describe('the order of what happens after the network', () => {
  const argMax = { name: 'AsDiscrete', args: { argmax: true } };

  it('must decide labels before it tidies them', () => {
    expect(() => decoded({ name: 'FillHoles' }, argMax)).toThrow(
      'post_transforms: fill-holes works on labels, and stands before the step that decides them',
    );
  });

  it.each([
    ['after the decision', [argMax, { name: 'LargestCC' }]],
    ['where the decision goes without saying', [{ name: 'LargestCC' }, { name: 'Restored' }]],
  ])('tidies them %s', (_, transforms) => {
    expect(decoded(...transforms).map(({ kind }) => kind)).toContain('clean');
  });
});

describe('what configs of Clara Train 2 and 3 name after the network', () => {
  it('a spleen: arg-max, then the mask goes home', () => {
    const transforms = [
      { name: 'ArgmaxAcrossChannels', args: { fields: 'model' } },
      { name: 'FetchExtremePoints', args: { image_field: 'image', label_field: 'model', points: 'points' } },
      { name: 'CopyProperties', args: { fields: ['model'], from_field: 'image', properties: ['affine'] } },
      { name: 'RestoreOriginalShape', args: { field: 'model', src_field: 'image', is_label: true } },
    ];
    expect(decoded(...transforms)).toEqual([
      { kind: 'discretise', decide: { kind: 'arg-max' } },
      { kind: 'restore', rule: 'resize' },
    ]);
  });

  it.each([
    ['TresholdArgmax.TresholdArgmax', { fields: 'model' }, 0.5],
    ['ThresholdArgmax', { fields: ['model'], threshold: 0.3, dtype: 'float32' }, 0.3],
  ])('a heart: %s %j', (name, args, at) => {
    expect(decoded({ name, args })).toEqual([
      { kind: 'discretise', decide: { kind: 'threshold-arg-max', at } },
    ]);
  });
});

describe('the way home of a mask of clicks', () => {
  it.each([
    ['RestoreLabel', {}],
    [
      'monai.apps.deepgrow.transforms.RestoreLabeld',
      {
        keys: 'pred',
        ref_image: 'image',
        slice_only: false,
        mode: ['nearest'],
        align_corners: null,
        meta_keys: null,
        meta_key_postfix: 'meta_dict',
        start_coord_key: 'foreground_start_coord',
        end_coord_key: 'foreground_end_coord',
        original_shape_key: 'foreground_original_shape',
        cropped_shape_key: 'foreground_cropped_shape',
        allow_missing_keys: false,
        restore_resizing: true,
        restore_cropping: 'true',
        restore_spacing: true,
        restore_slicing: true,
      },
    ],
  ])('%s %j', (name, args) => {
    expect(decoded({ name, args })).toEqual([{ kind: 'restore', rule: 'guided' }]);
  });

  it.each([
    [{ mode: 'bilinear' }, /args\.mode: expected one of nearest, found "bilinear"/],
    [
      { slice_only: true },
      /args\.slice_only: expected false: a mask lies on the image's whole grid, found true/,
    ],
    [
      { restore_resizing: false },
      /args\.restore_resizing: expected true: a mask lies on the image's whole grid/,
    ],
    [{ restore_cropping: false }, /args\.restore_cropping: expected true/],
    [{ restore_spacing: 'False' }, /args\.restore_spacing: expected true/],
    [{ restore_slicing: 0 }, /args\.restore_slicing: expected true/],
    [{ slice: 3 }, /args\.slice: there is no such argument/],
  ])('refuses %j', (args, message) => {
    expect(() => decoded({ name: 'RestoreLabel', args })).toThrow(
      expect.objectContaining({ tag: 'MalformedModelConfig', message: expect.stringMatching(message) }),
    );
  });
});

describe('what a client is told of a mask beside', () => {
  it.each([
    ['aiaa.transforms.BoundingBoxd', { keys: 'pred', result: 'result', bbox: 'bbox' }, 'box'],
    ['monailabel.transform.post.GetCentroidsd', { keys: 'pred', centroids_key: 'centroids' }, 'centroids'],
  ])('%s', (name, args, fact) => {
    expect(decoded({ name, args })).toEqual([{ kind: 'report', fact }]);
  });
});
