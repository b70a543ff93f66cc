import {
  assertInvertible,
  bytesPerVoxel,
  sameAffine,
  spacingOf,
  type Affine,
  type Volume,
} from '@aiaa/volume';
import { UnfitImage } from '@aiaa/volume/errors';
import { HOST_LITTLE_ENDIAN } from '../voxels/host-byte-order.js';
import { datatypeCode } from './datatypes.js';
import { geometryOfAffine } from './geometry-of-affine.js';
import type { NiftiGeometry } from './nifti-geometry.js';
import { NIFTI1_HEADER_BYTES } from './nifti-header.js';
import { placeGrid } from './place-grid.js';

/** The header and the four zero bytes that say that no extension follows. */
const VOX_OFFSET = NIFTI1_HEADER_BYTES + 4;
const LONGEST_AXIS = 32_767; // dim is int16
const MILLIMETRES = 2; // nifti1.h, NIFTI_UNITS_MM
const SCANNER = 1; // nifti1.h, NIFTI_XFORM_SCANNER_ANAT

/**
 * Everything before the voxels of a NIfTI-1 file. When the volume lies on the very grid of `like`, the geometry
 * fields are those of `like`, number by number; else they are made from the volume's affine, in the space and
 * units of `like`. Several channels lie along the fourth axis, where programs look for the frames of a series or
 * the probabilities of labels.
 * @throws UnfitImage when NIfTI-1, or the programs that read it, cannot take the volume.
 */
export function encodeNiftiHeader(volume: Volume, like?: NiftiGeometry): Uint8Array {
  assertFits(volume);
  const geometry = geometryFor(volume, like);
  const { size, channels } = volume;
  const dims = channels === 1 ? size.slice(0, geometry.axes) : [...size, channels];
  const bytes = new Uint8Array(VOX_OFFSET);
  const view = new DataView(bytes.buffer);
  const int16 = (at: number, value: number): void => view.setInt16(at, value, HOST_LITTLE_ENDIAN);
  const floats = (at: number, values: readonly number[]): void =>
    values.forEach((value, i) => view.setFloat32(at + 4 * i, value, HOST_LITTLE_ENDIAN));

  // Offsets are those of nifti1.h.
  view.setInt32(0, NIFTI1_HEADER_BYTES, HOST_LITTLE_ENDIAN);
  view.setUint8(38, 'r'.charCodeAt(0)); // `regular`, which ANALYZE 7.5 asks for
  [dims.length, ...dims, 1, 1, 1, 1, 1, 1].slice(0, 8).forEach((n, i) => int16(40 + 2 * i, n));
  int16(70, datatypeCode(volume.dtype));
  int16(72, 8 * bytesPerVoxel(volume.dtype));
  floats(76, geometry.pixdim.slice(0, 8));
  floats(108, [VOX_OFFSET, 1, 0]); // vox_offset, scl_slope, scl_inter
  view.setUint8(123, geometry.xyztUnits);
  text(bytes, 148, 'aiaa');
  int16(252, geometry.qformCode);
  int16(254, geometry.sformCode);
  floats(256, [...geometry.quaternion, ...geometry.qoffset, ...geometry.srow]);
  text(bytes, 344, 'n+1');
  return bytes;
}

function assertFits({ size, channels, dtype, affine }: Volume): void {
  const what = `The volume has ${size.join(' x ')} voxels`;
  if (size.some((n) => n < 1))
    throw new UnfitImage(`${what}; a NIfTI file has at least one along each axis.`);
  if (size.some((n) => n > LONGEST_AXIS)) {
    throw new UnfitImage(`${what}; a NIfTI-1 file has at most ${LONGEST_AXIS} along each axis.`);
  }
  if (channels > LONGEST_AXIS) {
    throw new UnfitImage(`${what} and ${channels} channels; a NIfTI-1 file has at most ${LONGEST_AXIS}.`);
  }
  if (dtype === 'int8')
    throw new UnfitImage(`${what} of int8, which many programs cannot load; use uint8 or int16.`);
  assertFitsFloat32(affine);
}

/** @throws UnfitImage when 32-bit numbers, which NIfTI-1 has, make the affine infinite or flat. */
function assertFitsFloat32(affine: Affine): void {
  const [a, b, c, tx, d, e, f, ty, g, h, i, tz] = affine.map(Math.fround);
  try {
    assertInvertible([a, b, c, tx, d, e, f, ty, g, h, i, tz, 0, 0, 0, 1]);
  } catch (cause) {
    const spacing = spacingOf(affine).join(' x ');
    throw new UnfitImage(`A voxel of ${spacing} mm is beyond the 32-bit numbers of NIfTI-1.`, { cause });
  }
}

function geometryFor(volume: Volume, like: NiftiGeometry | undefined): NiftiGeometry {
  const own = like === undefined || volume.channels === 1 ? like : withFourthAxis(like);
  return own !== undefined && liesOn(own, volume) ? own : newGeometry(volume, like);
}

/** nifti1.h: the step along each axis that the header declares is positive. Where there is none, 1. */
const withFourthAxis = (like: NiftiGeometry): NiftiGeometry => ({
  ...like,
  axes: 3,
  pixdim: like.pixdim.map((step, axis) => (axis !== 4 || (step > 0 && step < Infinity) ? step : 1)),
});

/** Float32 headers of one image agree to a micrometre or so; other grids differ by far more than 0.1 micrometre. */
function liesOn(like: NiftiGeometry, { size, affine }: Volume): boolean {
  return (
    size.slice(like.axes).every((n) => n === 1) && sameAffine(placeGrid(like, size).affine, affine, 1e-4)
  );
}

const newGeometry = ({ affine }: Volume, like: NiftiGeometry | undefined): NiftiGeometry =>
  geometryOfAffine(affine, {
    code: like?.sformCode || like?.qformCode || SCANNER,
    xyztUnits: like?.xyztUnits ?? MILLIMETRES,
  });

const text = (bytes: Uint8Array, at: number, ascii: string): void =>
  bytes.set(Buffer.from(ascii, 'latin1'), at);
