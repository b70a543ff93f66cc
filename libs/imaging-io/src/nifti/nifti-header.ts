import { MalformedImage } from '@aiaa/volume/errors';
import { NIFTI1, NIFTI2 } from 'nifti-reader-js';
import { quoted } from '../quoted.js';
import type { NiftiGeometry, SformRows } from './nifti-geometry.js';

/** The fields of a header that reading needs, as they are stored; only `dims` and the magic are judged. */
export interface NiftiHeader {
  readonly littleEndian: boolean;
  /** The length of each axis that the header declares: one to seven numbers, all at least 1. */
  readonly dims: readonly number[];
  readonly datatype: number;
  readonly bitsPerVoxel: number;
  /** Where the voxels begin in the file. */
  readonly voxOffset: number;
  /** The header's own length; the four bytes that announce extensions follow it. */
  readonly headerBytes: number;
  /** Whether the voxels lie in another file: a pair of .hdr and .img. */
  readonly paired: boolean;
  readonly slope: number;
  readonly inter: number;
  readonly geometry: NiftiGeometry;
}

export const NIFTI1_HEADER_BYTES = 348;
export const NIFTI2_HEADER_BYTES = 540;

/** How long the header is that starts with these bytes. @throws MalformedImage when it is no NIfTI header. */
export function niftiHeaderBytes(firstBytes: Uint8Array): number {
  if (firstBytes.length >= 4) {
    const view = new DataView(firstBytes.buffer, firstBytes.byteOffset, 4);
    const lengths = [view.getInt32(0, true), view.getInt32(0, false)];
    if (lengths.includes(NIFTI1_HEADER_BYTES)) return NIFTI1_HEADER_BYTES;
    if (lengths.includes(NIFTI2_HEADER_BYTES)) return NIFTI2_HEADER_BYTES;
  }
  throw new MalformedImage('The file does not begin with a NIfTI header.');
}

/**
 * Decodes the 348 bytes of a NIfTI-1 header or the 540 of a NIfTI-2 header, in either byte order.
 *
 * nifti-reader-js reads the fields; its affine lets a qform of higher code win and its image data are neither
 * swapped nor scaled, so nothing else of it is used, and the sform's rows are read here.
 * @throws MalformedImage
 */
export function decodeNiftiHeader(bytes: Uint8Array): NiftiHeader {
  const first = niftiHeaderBytes(bytes) === NIFTI1_HEADER_BYTES;
  const data = new Uint8Array(bytes).buffer; // a copy that begins at 0, as nifti-reader-js wants it
  const fields = first ? new NIFTI1() : new NIFTI2();
  fields.readHeader(data);
  return {
    littleEndian: fields.littleEndian,
    dims: decodeDims(fields.dims),
    datatype: fields.datatypeCode,
    bitsPerVoxel: fields.numBitsPerVoxel,
    voxOffset: fields.vox_offset,
    headerBytes: bytes.length,
    paired: isPaired(fields.magic, first),
    slope: fields.scl_slope,
    inter: fields.scl_inter,
    geometry: {
      axes: fields.dims[0] === 1 ? 1 : fields.dims[0] === 2 ? 2 : 3,
      pixdim: fields.pixDims.slice(0, 8),
      xyztUnits: fields.xyzt_units & 0xff,
      qformCode: knownCode(fields.qform_code),
      sformCode: knownCode(fields.sform_code),
      quaternion: [fields.quatern_b, fields.quatern_c, fields.quatern_d],
      qoffset: [fields.qoffset_x, fields.qoffset_y, fields.qoffset_z],
      srow: decodeSform(data, fields.littleEndian, first),
      precision: first ? 'float32' : 'float64',
    },
  };
}

// nifti1.h, nifti2.h: `n+` in one file, `ni` in two. The line ends show a transfer that treated the file as text.
const MAGICS = {
  first: { single: 'n+1', paired: 'ni1' },
  second: { single: 'n+2\r\n\x1a\n', paired: 'ni2\r\n\x1a\n' },
};

/** @throws MalformedImage */
function isPaired(magic: string, first: boolean): boolean {
  const { single, paired } = first ? MAGICS.first : MAGICS.second;
  if (magic === single || magic === paired) return magic === paired;
  throw new MalformedImage(`The NIfTI header has the magic ${quoted(magic)}: it is damaged.`);
}

function decodeDims(dim: readonly number[]): readonly number[] {
  const count = dim[0] ?? 0;
  if (!(count >= 1 && count <= 7)) {
    throw new MalformedImage(`The header declares ${count} dimensions; a NIfTI image has 1 to 7.`);
  }
  // Axes after the third that a program does not use are at times left at 0; ITK's NiftiImageIO takes them as 1.
  const dims = dim.slice(1, 1 + count).map((n, axis) => (axis > 2 && n === 0 ? 1 : n));
  if (!dims.every((n) => Number.isSafeInteger(n) && n >= 1)) {
    throw new MalformedImage(`The header declares ${dims.join(' x ')} voxels; every axis has at least one.`);
  }
  return dims;
}

/** Codes that no version of NIfTI could define count as 0, unknown (nibabel's header check). */
const knownCode = (code: number): number => (code >= 0 && code <= 0x7fff ? code : 0);

function decodeSform(data: ArrayBuffer, littleEndian: boolean, first: boolean): SformRows {
  const view = new DataView(data);
  // nifti1.h: srow_x at byte 280, 32-bit; nifti2.h: at byte 400, 64-bit.
  const n = (i: number): number =>
    first ? view.getFloat32(280 + 4 * i, littleEndian) : view.getFloat64(400 + 8 * i, littleEndian);
  return [n(0), n(1), n(2), n(3), n(4), n(5), n(6), n(7), n(8), n(9), n(10), n(11)];
}
