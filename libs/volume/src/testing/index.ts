export {
  OBLIQUE_AFFINE,
  PHANTOM_SIZE,
  PHANTOM_SPACING,
  chiralMask,
  chiralVolume,
  obliqueAffine,
} from './chiral-phantom.js';
export { AXIS_ALIGNED_AFFINES, OBLIQUE_AFFINES, SHEARED_AFFINES } from './affines.js';
