import { describe, expect, it } from '@jest/globals';

describe('the public surface', () => {
  it('of @aiaa/volume', async () => {
    expect(Object.keys(await import('./index.js')).sort()).toEqual([
      'BrokenInvariant',
      'Cancelled',
      'IDENTITY_AFFINE',
      'LimitExceeded',
      'MalformedImage',
      'RAS',
      'TYPED_ARRAYS',
      'TaggedError',
      'UnfitImage',
      'UnsupportedImage',
      'affineColumn',
      'affineFromColumns',
      'allocateLabels',
      'allocateVoxels',
      'assertInvertible',
      'assertNever',
      'axisCodes',
      'boxOfSize',
      'boxSize',
      'bytesPerVoxel',
      'castVolume',
      'channelOf',
      'countLabels',
      'determinant',
      'dtypeOf',
      'intersectBoxes',
      'invertAffine',
      'isEmptyBox',
      'labelDtype',
      'labelMapOf',
      'linearIndex',
      'makeLabelMap',
      'makeVolume',
      'multiplyAffines',
      'nearestVoxel',
      'obliquenessOf',
      'orientationOf',
      'originOf',
      'parseAxisCodes',
      'planeOf',
      'planePoint',
      'reorientation',
      'sameAffine',
      'sameGrid',
      'sameSize',
      'spacingOf',
      'volumeSpacing',
      'voxelCount',
      'voxelIndex',
      'voxelPoint',
      'voxelRange',
      'voxelToVoxel',
      'voxelToWorld',
      'withOrigin',
      'worldPoint',
      'worldToVoxel',
    ]);
  });

  it('of @aiaa/volume/errors', async () => {
    expect(Object.keys(await import('./errors/index.js')).sort()).toEqual([
      'BrokenInvariant',
      'Cancelled',
      'LimitExceeded',
      'MalformedImage',
      'StorageFull',
      'TaggedError',
      'UnfitImage',
      'UnsupportedImage',
      'assertNever',
      'errorCode',
    ]);
  });

  it('of @aiaa/volume/testing', async () => {
    expect(Object.keys(await import('./testing/index.js')).sort()).toEqual([
      'AXIS_ALIGNED_AFFINES',
      'OBLIQUE_AFFINE',
      'OBLIQUE_AFFINES',
      'PHANTOM_SIZE',
      'PHANTOM_SPACING',
      'SHEARED_AFFINES',
      'chiralMask',
      'chiralVolume',
      'obliqueAffine',
    ]);
  });
});
