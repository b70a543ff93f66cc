import { UnsupportedImage } from '@aiaa/volume/errors';

/** `gzip` wraps another format: inflate, then sniff what is inside. */
export type FileFormat = 'gzip' | 'nifti';

/** How many first bytes `sniffFormat` wants; it takes fewer when the file is shorter. */
export const SNIFFED_BYTES = 348;

/**
 * The format of a file, by its magic bytes; only where they leave a doubt, by the suffix of its name.
 * What a client says the content type is plays no part.
 * @throws UnsupportedImage when the bytes are no image that we read.
 */
export function sniffFormat(firstBytes: Uint8Array, name = ''): FileFormat {
  if (startsWith(firstBytes, GZIP_DEFLATE)) return 'gzip';
  const named = /\.nii(\.gz)?$/i.test(name);
  if (declaresNiftiHeader(firstBytes) && (named || hasNiftiMagic(firstBytes))) return 'nifti';
  const what = firstBytes.length === 0 ? 'is empty' : 'holds no image in a format that is read here (NIfTI)';
  throw new UnsupportedImage(`The file${name === '' ? '' : ` "${name}"`} ${what}.`);
}

// RFC 1952, 2.3.1: the two identification bytes and the one method in use.
const GZIP_DEFLATE = [0x1f, 0x8b, 8];

/** Whether the first four bytes are a header's length, 348 (NIfTI-1) or 540 (NIfTI-2), in either byte order. */
function declaresNiftiHeader(bytes: Uint8Array): boolean {
  if (bytes.length < 4) return false;
  const view = new DataView(bytes.buffer, bytes.byteOffset, 4);
  return [view.getInt32(0, true), view.getInt32(0, false)].some((length) => length === 348 || length === 540);
}

/** `n+1`, `ni1` at byte 344 (nifti1.h) or `n+2`, `ni2` at byte 4 (nifti2.h). ANALYZE 7.5 has the same length but none. */
function hasNiftiMagic(bytes: Uint8Array): boolean {
  const text = (at: number): string => String.fromCharCode(...bytes.subarray(at, at + 3));
  return /^n[+i]1$/.test(text(344)) || /^n[+i]2$/.test(text(4));
}

const startsWith = (bytes: Uint8Array, magic: readonly number[]): boolean =>
  magic.every((byte, at) => bytes[at] === byte);
