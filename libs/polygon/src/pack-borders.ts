import type { LabelDtype, LabelMap, Plane } from '@aiaa/volume';
import { orderedBorders, type TraceOptions } from './ordered-borders.js';
import type { PackedPolygons } from './pack-polygons.js';
import { tracingMemory, type TracingMemory } from './tracing-memory.js';

/** The rings of one slice, packed. */
export type PackedSlice = Omit<PackedPolygons, 'rings'>;

/**
 * What `traceSlices` gives, slice by slice, and packed from the start: a point of a ring is two numbers then and no
 * object, which for many points takes half the time.
 * @throws RangeError as traceBorders does.
 */
export function* packBorders(mask: LabelMap, options: TraceOptions = {}): Generator<PackedSlice> {
  const [width, height, depth] = mask.size;
  const area = width * height;
  const memory = tracingMemory(width, height);
  for (let z = 0; z < depth; z++) {
    const values = mask.voxels.subarray(z * area, (z + 1) * area);
    yield packSlice({ width, height, values }, options, memory);
  }
}

/** All slices of a stack, from the first. */
export function joinSlices(slices: readonly PackedSlice[]): PackedPolygons {
  const vertices = new Uint32Array(slices.reduce((sum, slice) => sum + slice.vertices.length, 0));
  const coordinates = new Float64Array(slices.reduce((sum, slice) => sum + slice.coordinates.length, 0));
  let [ring, at] = [0, 0];
  for (const slice of slices) {
    vertices.set(slice.vertices, ring);
    coordinates.set(slice.coordinates, at);
    ring += slice.vertices.length;
    at += slice.coordinates.length;
  }
  return { rings: Uint32Array.from(slices, (slice) => slice.vertices.length), vertices, coordinates };
}

function packSlice(plane: Plane<LabelDtype>, options: TraceOptions, memory: TracingMemory): PackedSlice {
  const traced = orderedBorders(plane, options, memory);
  if (!traced) return { vertices: new Uint32Array(), coordinates: new Float64Array() };
  const { borders, trail, stride, top } = traced;
  const vertices = Uint32Array.from(borders, ({ points }) => points);
  const coordinates = new Float64Array(2 * vertices.reduce((sum, points) => sum + points, 0));
  let at = 0;
  for (const { start, end, step } of borders) {
    for (let n = start; n < end; n += step) {
      const row = Math.floor(trail[n] / stride);
      coordinates[at++] = trail[n] - row * stride - 1;
      coordinates[at++] = top + row - 1;
    }
  }
  return { vertices, coordinates };
}
