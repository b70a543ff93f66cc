export { TYPED_ARRAYS, allocateVoxels, bytesPerVoxel, dtypeOf, type Dtype, type Voxels } from './dtype.js';
export { linearIndex, sameSize, voxelCount, type Size } from './size.js';
export {
  nearestVoxel,
  planePoint,
  voxelIndex,
  voxelPoint,
  worldPoint,
  type PlanePoint,
  type VoxelIndex,
  type VoxelPoint,
  type WorldPoint,
} from './spaces.js';
export {
  IDENTITY_AFFINE,
  affineColumn,
  affineFromColumns,
  assertInvertible,
  determinant,
  invertAffine,
  multiplyAffines,
  originOf,
  sameAffine,
  spacingOf,
  voxelToVoxel,
  voxelToWorld,
  withOrigin,
  worldToVoxel,
  type Affine,
  type Vector3,
} from './affine.js';
export {
  RAS,
  axisCodes,
  orientationOf,
  parseAxisCodes,
  reorientation,
  type AxisDirection,
  type AxisNumber,
  type AxisSource,
  type Orientation,
  type Reorientation,
} from './orientation.js';
export { obliquenessOf, type Obliqueness } from './obliqueness.js';
export { sameGrid, type Grid } from './grid.js';
export { castVolume } from './cast-volume.js';
export { voxelRange, type VoxelRange } from './voxel-range.js';
export { channelOf, makeVolume, volumeSpacing, type Volume, type VolumeParts } from './volume.js';
export {
  allocateLabels,
  countLabels,
  labelDtype,
  labelMapOf,
  makeLabelMap,
  type LabelDtype,
  type LabelMap,
} from './label-map.js';
export { boxOfSize, boxSize, intersectBoxes, isEmptyBox, type Box } from './box.js';
export { planeOf, type Plane } from './plane.js';
export {
  BrokenInvariant,
  Cancelled,
  LimitExceeded,
  MalformedImage,
  TaggedError,
  UnfitImage,
  UnsupportedImage,
  assertNever,
} from './errors/index.js';
