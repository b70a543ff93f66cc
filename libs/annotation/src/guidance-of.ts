import { malformedRequest, type Clicks } from '@aiaa/annotator';
import { looksAtSlice, type NetworkConfig } from '@aiaa/models';
import { clicksOnSlice, type Guidance, type GuidedSpec } from '@aiaa/transforms';
import type { Size, VoxelIndex, VoxelPoint } from '@aiaa/volume';
import { nearestOnGrid } from './nearest-on-grid.js';

/** Where somebody pointed, as the request says it. */
export interface Pointing {
  readonly points?: readonly VoxelPoint[];
  readonly clicks?: Clicks;
}

/** What a network is to look at. */
export interface Pointed {
  /** On the voxels of the image, in the order of the model's lists of clicks. */
  readonly guidance: Guidance;
  /** The model's own steps, with the crop that the request wants. */
  readonly guided: readonly GuidedSpec[];
}

/**
 * Where a request points, for a model: each point rounded to a voxel and clamped to the image, for clients send the
 * size itself as the last index. A model that looks at no clicks is shown none.
 * @throws AnnotationFailed `MalformedRequest` when a model that lives by clicks gets none.
 */
export function guidanceOf({ points, clicks }: Pointing, config: NetworkConfig, size: Size): Pointed {
  const { clickLists, guided, type } = config;
  if (type === 'annotation') return { guidance: [onGrid(someOf(points), size)], guided };
  const guidance = clickLists.map((name) => onGrid(listNamed(name, clicks, clickLists), size));
  if (type === 'deepgrow' && guidance.every((list) => list.length === 0)) throw malformedRequest(NO_CLICK);
  if (clicks === undefined) return { guidance, guided };
  return {
    guidance: looksAtSlice(config) ? onOneSlice(guidance, clicks, size) : guidance,
    guided: clicks.spatialSize === undefined ? guided : withSize(guided, clicks.spatialSize),
  };
}

const NO_CLICK = 'There is no click: send a voxel at least, as foreground [[x, y, z]] or as background.';

function someOf(points: readonly VoxelPoint[] = []): readonly VoxelPoint[] {
  if (points.length > 0) return points;
  throw malformedRequest(
    'There are no extreme points: send six, two for each axis, as points [[x, y, z], ...].',
  );
}

/** What a client calls foreground is, to a model of several labels, the first that is not background. */
function listNamed(
  name: string,
  clicks: Clicks | undefined,
  names: readonly string[],
): readonly VoxelPoint[] {
  const lists = clicks?.lists ?? {};
  const own = Object.hasOwn(lists, name) ? (lists[name] ?? []) : [];
  const isMain = name === names.find((one) => one !== 'background' && one !== 'foreground');
  return isMain ? [...own, ...(lists['foreground'] ?? [])] : own;
}

/** The clicks on the slice that the request names, or that of its last click, where that has any. */
function onOneSlice(guidance: Guidance, { slice, current }: Clicks, size: Size): Guidance {
  const named = slice ?? (current === undefined ? undefined : nearestOnGrid(current, size)[2]);
  if (named === undefined) return guidance;
  const there = clicksOnSlice(guidance, named);
  if (there.some((list) => list.length > 0)) return there;
  if (slice === undefined) return guidance;
  throw malformedRequest(`There is no click on slice ${slice}, the one that was asked for.`);
}

/** Clients tell sizes by depth first, as MONAI's DeepGrow has them. */
function withSize(guided: readonly GuidedSpec[], asked: readonly number[]): readonly GuidedSpec[] {
  const [a = 1, b = a, c] = asked;
  const spatialSize = c === undefined ? ([a, b] as const) : ([b, c, a] as const);
  return guided.map((spec) => (spec.kind === 'crop-guidance' ? { ...spec, spatialSize } : spec));
}

const onGrid = (points: readonly VoxelPoint[], size: Size): readonly VoxelIndex[] =>
  points.map((point) => nearestOnGrid(point, size));
