import { seededNumbers } from '@aiaa/inference/testing';
import {
  allocateVoxels,
  linearIndex,
  makeVolume,
  voxelCount,
  type Size,
  type Vector3,
  type Volume,
} from '@aiaa/volume';
import { obliqueAffine } from '@aiaa/volume/testing';

const SIZE: Size = [112, 96, 40];
const SPACING: Vector3 = [0.9, 1.1, 2.5];

/** Lying as CTs do, x to the patient's left and y to the back, but turned a little about all three axes. */
const AFFINE = obliqueAffine(SPACING, [0.12, -0.08, Math.PI + 0.2], [58, 41, -120]);

const AIR_HU = -1000;
const NOISE_HU = 12;

/** An ellipsoid in millimetres from the first voxel's centre, along the grid's own axes. */
interface Ellipsoid {
  readonly hounsfield: number;
  readonly centre: Vector3;
  readonly radii: Vector3;
}

/** Painted in this order: the body with its rim of fat, and two organs to the letter's sides. */
const ELLIPSOIDS: readonly Ellipsoid[] = [
  { hounsfield: -100, centre: [50, 52, 49], radii: [46, 46, 46] },
  { hounsfield: 45, centre: [50, 52, 49], radii: [40, 39, 38] },
  { hounsfield: 110, centre: [29, 50, 52], radii: [13, 20, 24] },
  { hounsfield: 5, centre: [75, 54, 44], radii: [11, 15, 18] },
];

const BONE_HU = 700;

/** The letter F: no rotation or reflection of a slice maps it onto itself. Rows run along y. */
const LETTER = ['#####', '#....', '#....', '####.', '#....', '#....', '#....'];
const LETTER_START = [46, 33, 12] as const;
const CELL = 4;
/** Above these slices the stem is shorter, so that up and down differ too. */
const [LOWER_SLICES, UPPER_SLICES] = [8, 8];

/** A body-like CT in Hounsfield units, with seeded noise. Every call gives the same voxels. */
export function ctPhantom(): Volume<'int16'> {
  const voxels = allocateVoxels('int16', voxelCount(SIZE));
  const noise = unitNoise(voxels.length);
  for (let z = 0; z < SIZE[2]; z++) {
    for (let y = 0; y < SIZE[1]; y++) {
      for (let x = 0; x < SIZE[0]; x++) {
        const at = linearIndex(SIZE, x, y, z);
        const tissue = inLetter(x, y, z)
          ? BONE_HU
          : tissueAt([x * SPACING[0], y * SPACING[1], z * SPACING[2]]);
        voxels[at] = Math.max(Math.round(tissue + NOISE_HU * noise(at)), -1024);
      }
    }
  }
  return makeVolume<'int16'>({ voxels, size: SIZE, affine: AFFINE });
}

function tissueAt(place: Vector3): number {
  let hounsfield = AIR_HU;
  for (const ellipsoid of ELLIPSOIDS) {
    hounsfield += shareInside(place, ellipsoid) * (ellipsoid.hounsfield - hounsfield);
  }
  return hounsfield;
}

/** 1 inside, 0 outside, and a ramp of about a millimetre at the surface: voxels there are a bit of both. */
function shareInside(place: Vector3, { centre, radii }: Ellipsoid): number {
  const x = (place[0] - centre[0]) / radii[0];
  const y = (place[1] - centre[1]) / radii[1];
  const z = (place[2] - centre[2]) / radii[2];
  const depth = (1 - Math.sqrt(x * x + y * y + z * z)) * radii[0];
  if (depth <= -0.5) return 0;
  return depth >= 0.5 ? 1 : depth + 0.5;
}

function inLetter(x: number, y: number, z: number): boolean {
  const slice = z - LETTER_START[2];
  if (slice < 0 || slice >= LOWER_SLICES + UPPER_SLICES) return false;
  const row = Math.floor((y - LETTER_START[1]) / CELL);
  const column = Math.floor((x - LETTER_START[0]) / CELL);
  const rows = slice < LOWER_SLICES ? LETTER.length : LETTER.length - 2;
  return row < rows && LETTER[row]?.[column] === '#';
}

/** Mean 0, variance 1: three even numbers of [-1, 1) each bring a third. */
function unitNoise(count: number): (at: number) => number {
  const [a, b, c] = [1, 2, 3].map((seed) => seededNumbers(seed, count));
  return (at) => a[at] + b[at] + c[at];
}
