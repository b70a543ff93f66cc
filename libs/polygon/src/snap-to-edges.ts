import type { Plane } from '@aiaa/volume';
import { chooseOffsets, type Choice } from './choose-offsets.js';
import { edgePolarity } from './edge-polarity.js';
import { STEP, edgeProfile, normalAt } from './edge-profile.js';
import { isMaskLike } from './is-mask-like.js';
import type { Neighbourhood } from './neighbourhood.js';
import { vertexAt, type Ring } from './ring.js';
import { toVoxel } from './to-voxel.js';

export interface SnapOptions {
  /** How far along its normal a vertex looks for an edge, in voxels. */
  readonly reach: number;
  /** A vertex that stays where it is, and holds its neighbours. */
  readonly fixed?: number;
}

/** An edge is clear where the image is so many times as steep as it commonly is around there: noise is not. */
const TIMES_COMMON = 6;
/** And where it rises or falls, within one voxel, by so much of all that lies between its darkest and its brightest. */
const SHARE_OF_RANGE = 0.02;
/** What is common is looked up this far beyond the reach too, or an edge as wide as the reach would be common. */
const MARGIN = 6;
/** An edge at the end of the reach counts so much less than one where the vertex is. */
const FAR = 0.1;
/** Moving sideways by 45 degrees from one vertex to the next costs a fifth of what an edge gains. */
const BEND = 0.2;

/**
 * A ring whose vertices of a neighbourhood lie on the edges that an image has near them: one step of an active
 * contour, along the normals, of at most `reach` voxels; a balance between strong edges, short ways and a smooth
 * line. Where the rest of the ring lies on edges of one kind, from bright to dark or from dark to bright, only such are
 * edges. A vertex without a clear one near it stays, and in an image that is a mask itself all do.
 */
export function snapToEdges(ring: Ring, moved: Neighbourhood, image: Plane, options: SnapOptions): Ring {
  const { reach, fixed } = options;
  if (isMaskLike(image)) return ring;
  const normals = moved.vertices.map((vertex) => (vertex === fixed ? undefined : normalAt(ring, vertex)));
  const profiles = normals.map((normal, place) =>
    normal ? edgeProfile(image, ring[moved.vertices[place]], normal, reach + MARGIN) : NO_PROFILE,
  );
  const polarity = edgePolarity(ring, moved, image);
  const clear = Math.max(TIMES_COMMON * median(profiles), SHARE_OF_RANGE * rangeOf(image));
  const choices = profiles.map((profile, place): Choice => {
    const bend = bendOf(ring, moved.vertices[place]);
    const steps = Math.round(reach / STEP);
    const margin = (profile.length - 1) / 2 - steps;
    const slopes = profile
      .subarray(margin, profile.length - margin)
      .map((slope) => (polarity === 0 ? Math.abs(slope) : slope * polarity));
    const steepest = slopes.reduce((most, slope) => Math.max(most, slope), 0);
    if (!(steepest > clear)) return { ...STAY, bend };
    const costs = slopes.map((slope, n) => FAR * ((n - steps) / steps) ** 2 - Math.max(slope, 0) / steepest);
    return { first: -steps, costs, bend };
  });
  return shifted({ ring, moved, normals, image }, offsetsOf(choices, ring, moved));
}

const NO_PROFILE = new Float64Array(0);
const STAY = { first: 0, costs: [0] };

/** Half a voxel sideways from one vertex to the next is steep where these are near, and little where they are not. */
function bendOf(ring: Ring, vertex: number): number {
  const [[ax, ay], [bx, by]] = [vertexAt(ring, vertex - 1), vertexAt(ring, vertex)];
  return BEND * (STEP / Math.max(Math.hypot(bx - ax, by - ay), 1)) ** 2;
}

/** The vertices next to the neighbourhood hold its ends; a whole ring has no ends. */
function offsetsOf(
  choices: readonly Choice[],
  ring: Ring,
  { vertices, whole }: Neighbourhood,
): readonly number[] {
  if (whole) return chooseOffsets(choices);
  const after = { ...STAY, bend: bendOf(ring, vertices[vertices.length - 1] + 1) };
  return chooseOffsets([{ ...STAY, bend: 0 }, ...choices, after]).slice(1, -1);
}

interface Shift {
  readonly ring: Ring;
  readonly moved: Neighbourhood;
  readonly normals: readonly (readonly [number, number] | undefined)[];
  readonly image: Plane;
}

function shifted({ ring, moved, normals, image }: Shift, offsets: readonly number[]): Ring {
  const snapped = [...ring];
  moved.vertices.forEach((vertex, place) => {
    const [normal, out] = [normals[place], offsets[place] * STEP];
    if (!normal || out === 0) return;
    snapped[vertex] = toVoxel(ring[vertex][0] + out * normal[0], ring[vertex][1] + out * normal[1], image);
  });
  return snapped;
}

function median(profiles: readonly Float64Array[]): number {
  const slopes = Float64Array.from(
    profiles.flatMap((profile) => [...profile]),
    Math.abs,
  ).sort();
  return slopes.length === 0 ? 0 : slopes[slopes.length >> 1];
}

/** Darkest to brightest; 0 in an image that holds nothing but NaN. */
function rangeOf({ values }: Plane): number {
  let [low, high] = [Infinity, -Infinity];
  for (const value of values) {
    if (value < low) low = value;
    if (value > high) high = value;
  }
  return high > low ? high - low : 0;
}
