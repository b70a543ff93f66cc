import type { GuidedSpec, TransformSpec } from '@aiaa/transforms';
import { wholePairOrTriple } from './arguments.js';
import { isTransform, type TransformTable } from './decode-transforms.js';
import { depthLast } from './depth-last.js';
import { guidanceTransforms, type ClickLists } from './guidance-transforms.js';
import type { JsonCursor } from './json-cursor.js';
import { PRE_TRANSFORMS } from './pre-transforms.js';
import { SPATIAL_TRANSFORMS, resize, spacing } from './spatial-transforms.js';

/**
 * The transform that puts slices first, as MONAI's DeepGrow has them: from there on arrays are depth, x, y. It is
 * Transpose; or AsChannelFirst, which moves the last axis whatever it is, where clicks are told by depth first.
 */
export const putsSlicesFirst = (transform: JsonCursor, later: readonly JsonCursor[]): boolean =>
  isTransform(transform, ['Transpose']) ||
  (isTransform(transform, ['AsChannelFirst']) &&
    later.some((other) => isTransform(other, ['AddGuidanceFromPoints'])));

/** PRE_TRANSFORMS for what stands behind it. Sizes are told by depth first; slices lie where others have channels. */
export const slicesFirst: TransformTable<GuidedSpec | ClickLists> = {
  ...PRE_TRANSFORMS,
  ...Object.fromEntries(
    [
      'AsChannelFirst',
      'Transpose',
      'ScaleByResolution',
      'ScaleToShape',
      ...Object.keys(SPATIAL_TRANSFORMS),
    ].map((name) => [name, rejectThere]),
  ),
  Spacing: (args) => inPlane(spacing(args)),
  Resize: (args) => {
    const sigma = args.at('anti_aliasing_sigma');
    if (sigma.isList) sigma.refuse('one number for all axes');
    return resize(sizeDepthFirst)(args);
  },
  ...guidanceTransforms(true),
};

function rejectThere(args: JsonCursor): never {
  return args.reject(
    'behind the transform that puts slices first its axes would be others; name it before that.',
  );
}

function inPlane(spec: TransformSpec<'spacing'>): TransformSpec {
  const [x = KEEP, y = x] = spec.pixdim;
  return { ...spec, pixdim: [x, y, KEEP] };
}

/** Spacing and Resize leave such an axis as it is, and a window covers it. */
const KEEP = -1;

/** Depth, x and y, or x and y alone, as x, y, z. */
export function sizeDepthFirst(cursor: JsonCursor): readonly [number, number, number] {
  return depthLast(wholePairOrTriple(cursor), KEEP);
}
