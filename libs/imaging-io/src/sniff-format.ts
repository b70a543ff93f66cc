import { UnsupportedImage } from '@aiaa/volume/errors';
import { quoted } from './quoted.js';

/** The image formats that are read. */
export type ImageFormat = 'nifti' | 'nrrd' | 'metaimage' | 'dicom' | 'png' | 'jpeg';

/** `gzip` wraps another format: inflate, then sniff what is inside. `zip` holds files. */
export type FileFormat = 'gzip' | 'zip' | ImageFormat;

/** How many first bytes `sniffFormat` wants; it takes fewer when the file is shorter. */
export const SNIFFED_BYTES = 348;

/**
 * The format of a file, by its magic bytes; only where they leave a doubt, by the suffix of its name.
 * What a client says the content type is plays no part.
 * @throws UnsupportedImage when the bytes are no image that we read.
 */
export function sniffFormat(firstBytes: Uint8Array, name = ''): FileFormat {
  const format = findFormat(firstBytes, name);
  if (format !== undefined) return format;
  const file = `The file${name === '' ? '' : ` ${quoted(name)}`}`;
  const what =
    firstBytes.length === 0 ? 'is empty' : `holds no image in a format that is read here (${READ})`;
  throw new UnsupportedImage(`${file} ${what}.`);
}

const READ = 'NIfTI, NRRD, MetaImage, DICOM, PNG, JPEG';

/** The same, undefined where the bytes are no image that we read. */
export function findFormat(firstBytes: Uint8Array, name: string): FileFormat | undefined {
  const magic = MAGIC.find(([, bytes]) => bytes.every((byte, at) => firstBytes[at] === byte));
  if (magic !== undefined) return magic[0];
  const named = /\.nii(\.gz)?$/i.test(name);
  if (declaresNiftiHeader(firstBytes) && (named || hasNiftiMagic(firstBytes))) return 'nifti';
  if (ascii(firstBytes, 128, 4) === 'DICM' || isBareDataSet(firstBytes)) return 'dicom'; // PS3.10, 7.1
  return isMetaImageHeader(firstBytes, name) ? 'metaimage' : undefined;
}

const MAGIC: readonly (readonly [FileFormat, readonly number[]])[] = [
  ['gzip', [0x1f, 0x8b, 8]], // RFC 1952, 2.3.1: two identification bytes and the one method in use
  ['zip', [0x50, 0x4b, 3, 4]], // APPNOTE.TXT 4.3.7: a local file header
  ['zip', [0x50, 0x4b, 5, 6]], // 4.3.16: the end of an archive of nothing
  ['png', [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]], // ISO/IEC 15948, 5.2
  ['jpeg', [0xff, 0xd8, 0xff]], // ITU-T T.81, B.1.1.3: start of image, and the next marker
  ['nrrd', Array.from('NRRD000', (letter) => letter.charCodeAt(0))], // teem, NRRD format, section 3
];

/** Whether the first four bytes are a header's length, 348 (NIfTI-1) or 540 (NIfTI-2), in either byte order. */
function declaresNiftiHeader(bytes: Uint8Array): boolean {
  if (bytes.length < 4) return false;
  const view = new DataView(bytes.buffer, bytes.byteOffset, 4);
  return [view.getInt32(0, true), view.getInt32(0, false)].some((length) => length === 348 || length === 540);
}

/** `n+1`, `ni1` at byte 344 (nifti1.h) or `n+2`, `ni2` at byte 4 (nifti2.h). ANALYZE 7.5 has the same length but none. */
const hasNiftiMagic = (bytes: Uint8Array): boolean =>
  /^n[+i]1$/.test(ascii(bytes, 344, 3)) || /^n[+i]2$/.test(ascii(bytes, 4, 3));

/**
 * DICOM as it was before there was a preamble: little endian, from its first group to a SOP class under DICOM's own
 * root, (0008,0016) or (0002,0002). Nothing less is sure enough.
 */
function isBareDataSet(bytes: Uint8Array): boolean {
  const at = ascii(bytes, 0, SNIFFED_BYTES).indexOf('1.2.840.10008.') - 8;
  if (at < 0) return false;
  const [group, ...rest] = bytes.subarray(at, at + 4);
  const isSopClass = [group, ...rest].join() === '8,0,22,0' || [group, ...rest].join() === '2,0,2,0';
  return isSopClass && bytes[0] === group && bytes[1] === 0;
}

/** MetaImage has no magic: its text begins with one of these fields, or its name says it (ITK's MetaImageIO). */
function isMetaImageHeader(bytes: Uint8Array, name: string): boolean {
  const text = ascii(bytes, 0, SNIFFED_BYTES);
  return (
    /^\s*(ObjectType\s*[=:]\s*Image|NDims\s*[=:]\s*\d)/.test(text) ||
    (/\.mh[ad]$/i.test(name) && /^\s*\w+\s*[=:]/.test(text))
  );
}

const ascii = (bytes: Uint8Array, at: number, length: number): string =>
  String.fromCharCode(...bytes.subarray(at, at + length));
