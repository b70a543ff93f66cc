import { readFileSync, writeFileSync } from 'node:fs';
import { gunzipSync, gzipSync } from 'node:zlib';
import type { Predictor } from '@aiaa/inference';
import { CHAIN } from './light-model.js';

type Grid = readonly [number, number, number];

/** A float image of several channels as plainly as one would write it: channel outermost, x fastest. */
interface Field {
  readonly size: Grid;
  readonly channels: number;
  readonly data: Float32Array;
}

const count = ([x, y, z]: Grid): number => x * y * z;
const index = (size: Grid, x: number, y: number, z: number): number => x + size[0] * (y + size[1] * z);

/**
 * The same request in straightforward TypeScript: every stage a whole new array, one voxel after another, every
 * class brought back at full size, everything zipped by default. It knows the phantom: int16, axis-aligned.
 */
export async function naiveRequest(file: string, out: string, predict: Predictor): Promise<Uint8Array> {
  const bytes = gunzipSync(readFileSync(file));
  const header = new DataView(bytes.buffer, bytes.byteOffset);
  const dim = (n: number): number => header.getInt16(40 + 2 * n, true);
  const size: Grid = [dim(1), dim(2), dim(3)];
  const spacing: Grid = [
    header.getFloat32(80, true),
    header.getFloat32(84, true),
    header.getFloat32(88, true),
  ];
  const image = generate(size, 1, (x, y, z) =>
    header.getInt16(
      header.getFloat32(108, true) + 2 * index(size, size[0] - 1 - x, size[1] - 1 - y, z),
      true,
    ),
  );
  const ratio = spacing.map((mm, axis) => (CHAIN.pixdim[axis] ?? 1) / mm) as unknown as Grid;
  const coarse = size.map((n, axis) => Math.round((n - 1) / (ratio[axis] ?? 1) + 1)) as unknown as Grid;
  const resampled = generate(coarse, 1, (x, y, z) =>
    sample(image, [x * ratio[0], y * ratio[1], z * ratio[2]], 0),
  );
  const { a_min: low, a_max: high } = CHAIN.intensity;
  const scaled = generate(coarse, 1, (x, y, z) =>
    Math.min(Math.max(((resampled.data[index(coarse, x, y, z)] ?? 0) - low) / (high - low), 0), 1),
  );
  const [start, cropped] = cropForeground(scaled);
  const probabilities = softmax(await slide(cropped, predict));
  const home = (p: Grid): Grid => [p[0] - start[0], p[1] - start[1], p[2] - start[2]];
  const padded = generate(coarse, 2, (x, y, z, c) => inside(probabilities, home([x, y, z]), c));
  const full = generate(size, 2, (x, y, z, c) =>
    sample(padded, [x / ratio[0], y / ratio[1], z / ratio[2]], c),
  );
  const mask = new Uint8Array(count(size));
  for (let z = 0; z < size[2]; z++) {
    for (let y = 0; y < size[1]; y++) {
      for (let x = 0; x < size[0]; x++) {
        const at = index(size, x, y, z);
        const bright = (full.data[at + count(size)] ?? 0) > (full.data[at] ?? 0);
        mask[index(size, size[0] - 1 - x, size[1] - 1 - y, z)] = bright ? 1 : 0;
      }
    }
  }
  writeFileSync(out, gzipSync(Buffer.concat([bytes.subarray(0, 352), mask])));
  return mask;
}

function generate(
  size: Grid,
  channels: number,
  at: (x: number, y: number, z: number, c: number) => number,
): Field {
  const data = new Float32Array(count(size) * channels);
  for (let c = 0; c < channels; c++) {
    for (let z = 0; z < size[2]; z++) {
      for (let y = 0; y < size[1]; y++) {
        for (let x = 0; x < size[0]; x++) data[c * count(size) + index(size, x, y, z)] = at(x, y, z, c);
      }
    }
  }
  return { size, channels, data };
}

function inside(field: Field, [x, y, z]: Grid, c: number): number {
  const { size } = field;
  if (x < 0 || y < 0 || z < 0 || x >= size[0] || y >= size[1] || z >= size[2]) return 0;
  return field.data[c * count(size) + index(size, x, y, z)] ?? 0;
}

function sample(field: Field, point: Grid, c: number): number {
  const low = point.map(Math.floor);
  let sum = 0;
  for (let corner = 0; corner < 8; corner++) {
    const bits = [corner & 1, (corner >> 1) & 1, (corner >> 2) & 1];
    const weight = bits.reduce((product, bit, axis) => {
      const fraction = (point[axis] ?? 0) - (low[axis] ?? 0);
      return product * (bit === 1 ? fraction : 1 - fraction);
    }, 1);
    const [x = 0, y = 0, z = 0] = bits.map((bit, axis) =>
      Math.min(Math.max((low[axis] ?? 0) + bit, 0), (field.size[axis] ?? 1) - 1),
    );
    sum += weight * inside(field, [x, y, z], c);
  }
  return sum;
}

function cropForeground(field: Field): [start: Grid, cropped: Field] {
  const min = [Infinity, Infinity, Infinity];
  const max = [-1, -1, -1];
  generate(field.size, 1, (...p) => {
    if (inside(field, [p[0], p[1], p[2]], 0) > 0) {
      for (let axis = 0; axis < 3; axis++) {
        min[axis] = Math.min(min[axis] ?? 0, p[axis] ?? 0);
        max[axis] = Math.max(max[axis] ?? 0, p[axis] ?? 0);
      }
    }
    return 0;
  });
  const start: Grid = [min[0] ?? 0, min[1] ?? 0, min[2] ?? 0];
  const size = max.map((value, axis) => value + 1 - (min[axis] ?? 0)) as unknown as Grid;
  return [
    start,
    generate(size, 1, (x, y, z) => inside(field, [x + start[0], y + start[1], z + start[2]], 0)),
  ];
}

async function slide(field: Field, predict: Predictor): Promise<Field> {
  const [rx, ry, rz] = CHAIN.roi;
  const sum = new Float32Array(2 * count(field.size));
  const hits = new Float32Array(count(field.size));
  for (const x of startsOf(field.size[0], rx)) {
    for (const y of startsOf(field.size[1], ry)) {
      for (const z of startsOf(field.size[2], rz)) {
        const patch = generate([rz, ry, rx], 1, (k, j, i) => inside(field, [x + i, y + j, z + k], 0));
        const scores = await predict({ dtype: 'float32', dims: [1, 1, rx, ry, rz], data: patch.data });
        generate([rz, ry, rx], 2, (k, j, i, c) => {
          const [px, py, pz] = [x + i, y + j, z + k];
          if (px < field.size[0] && py < field.size[1] && pz < field.size[2]) {
            const at = index(field.size, px, py, pz);
            sum[c * hits.length + at] += scores.data[c * rx * ry * rz + index([rz, ry, rx], k, j, i)] ?? 0;
            if (c === 0) hits[at] += 1;
          }
          return 0;
        });
      }
    }
  }
  return {
    size: field.size,
    channels: 2,
    data: sum.map((value, at) => value / (hits[at % hits.length] ?? 1)),
  };
}

function startsOf(size: number, roi: number): number[] {
  const starts = [0];
  const interval = Math.floor(roi * (1 - CHAIN.overlap));
  for (let start = 0; start + roi < size;) starts.push((start = Math.min(start + interval, size - roi)));
  return starts;
}

const softmax = (logits: Field): Field =>
  generate(logits.size, 2, (x, y, z, c) => {
    const [own, other] = [inside(logits, [x, y, z], c), inside(logits, [x, y, z], 1 - c)];
    return 1 / (1 + Math.exp(other - own));
  });
