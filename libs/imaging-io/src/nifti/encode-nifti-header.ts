import { bytesPerVoxel, sameAffine, type Volume } from '@aiaa/volume';
import { UnfitImage } from '@aiaa/volume/errors';
import { datatypeCode } from './datatypes.js';
import { geometryOfAffine } from './geometry-of-affine.js';
import { HOST_LITTLE_ENDIAN } from './host-byte-order.js';
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
 * units of `like`.
 * @throws UnfitImage when NIfTI-1, or the programs that read it, cannot take the volume.
 */
export function encodeNiftiHeader(volume: Volume, like?: NiftiGeometry): Uint8Array {
  assertFits(volume);
  const geometry = like !== undefined && liesOn(like, volume) ? like : newGeometry(volume, like);
  const bytes = new Uint8Array(VOX_OFFSET);
  const view = new DataView(bytes.buffer);
  const int16 = (at: number, value: number): void => view.setInt16(at, value, HOST_LITTLE_ENDIAN);
  const floats = (at: number, values: readonly number[]): void =>
    values.forEach((value, i) => view.setFloat32(at + 4 * i, value, HOST_LITTLE_ENDIAN));

  // Offsets are those of nifti1.h.
  view.setInt32(0, NIFTI1_HEADER_BYTES, HOST_LITTLE_ENDIAN);
  view.setUint8(38, 'r'.charCodeAt(0)); // `regular`, which ANALYZE 7.5 asks for
  [geometry.axes, ...volume.size, 1, 1, 1, 1].forEach((n, i) => int16(40 + 2 * i, n));
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

function assertFits({ size, channels, dtype }: Volume): void {
  const what = `The volume has ${size.join(' x ')} voxels`;
  if (channels !== 1) throw new UnfitImage(`${what} and ${channels} channels; one channel can be written.`);
  if (size.some((n) => n < 1))
    throw new UnfitImage(`${what}; a NIfTI file has at least one along each axis.`);
  if (size.some((n) => n > LONGEST_AXIS)) {
    throw new UnfitImage(`${what}; a NIfTI-1 file has at most ${LONGEST_AXIS} along each axis.`);
  }
  if (dtype === 'int8')
    throw new UnfitImage(`${what} of int8, which many programs cannot load; use uint8 or int16.`);
}

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
