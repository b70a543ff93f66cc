import { gzipSync } from 'node:zlib';
import { niftiBytes, type NiftiFields } from '@aiaa/imaging-io/testing';
import { fileSeed, someBytes, type Field, type NumberType, type Seed } from '../seed.js';

/** `datatype` and `bitpix` of the scalar types (nifti1.h, NIFTI_TYPE_*). */
const TYPES = {
  uint8: [2, 8], int16: [4, 16], int32: [8, 32], float32: [16, 32], float64: [64, 64],
  int8: [256, 8], uint16: [512, 16], uint32: [768, 32], int64: [1024, 64], uint64: [1280, 64],
} as const; // prettier-ignore

const FORMS: Readonly<Record<string, NiftiFields>> = {
  'an sform': { sformCode: 1 },
  'a qform': {
    sformCode: 0, qformCode: 1, quaternion: [0.1, 0.2, 0.3], qoffset: [5, 6, 7], pixdim: [-1, 1, 2, 3, 1, 0, 0, 0],
  },
  'no form': { sformCode: 0 },
  'a slope': { slope: 2, inter: -1 },
  'an extension': { between: new Uint8Array(36).fill(1) },
  'two times': { dim: [4, 2, 3, 2, 2, 1, 1, 1] },
  'vectors of two': { dim: [5, 2, 3, 2, 1, 2, 1, 1] },
}; // prettier-ignore

/** nifti1.h and nifti2.h: dim, datatype, bitpix, pixdim, vox_offset, scl_slope, scl_inter, the two forms. */
const FIELDS: Readonly<Record<1 | 2, readonly Field[]>> = {
  1: [
    ...row(0, 'int32', 1), ...row(40, 'int16', 8), ...row(70, 'int16', 2), ...row(76, 'float32', 8),
    ...row(108, 'float32', 3), ...row(252, 'int16', 2), ...row(256, 'float32', 18), ...row(348, 'int32', 3),
  ],
  2: [
    ...row(0, 'int32', 1), ...row(12, 'int16', 2), ...row(16, 'int64', 8), ...row(104, 'float64', 8),
    ...row(168, 'int64', 1), ...row(176, 'float64', 2), ...row(344, 'int32', 2), ...row(352, 'float64', 18),
  ],
}; // prettier-ignore

/** NIfTI-1 and -2 in one file, in both byte orders: every type, and every way to place the grid. */
export const niftiSeeds = (): readonly Seed[] =>
  ([1, 2] as const).flatMap((version) =>
    [true, false].flatMap((littleEndian) =>
      Object.entries(forms()).map(([title, form]) => {
        const bytes = niftiBytes({ voxels: someBytes(48), ...form, version, littleEndian });
        const order = littleEndian ? 'little endian' : 'big endian';
        return fileSeed('nifti', `NIfTI-${version}, ${order}, ${title}`, { name: 'scan.nii', bytes }, FIELDS[version]);
      }),
    ),
  ); // prettier-ignore

/** The same, gzipped; what is damaged is inside. */
export const gzipSeeds = (): readonly Seed[] =>
  niftiSeeds().map((seed) => ({
    ...seed,
    kind: 'gzip',
    files: (bytes) => [{ name: 'scan.nii.gz', bytes: gzipSync(bytes, { level: 1 }) }],
  }));

/** A header, which is damaged, and its voxels in another file. */
export function pairSeeds(): readonly Seed[] {
  return ([1, 2] as const).flatMap((version) =>
    [false, true].map((packed): Seed => {
      const magic = version === 1 ? 'ni1\0' : 'ni2\0\r\n\x1a\n';
      const voxels = packed
        ? { name: 'scan.img.gz', bytes: gzipSync(someBytes(48)) }
        : { name: 'scan.img', bytes: someBytes(48) };
      return {
        kind: 'pair',
        title: `NIfTI-${version}, voxels ${packed ? 'gzipped' : 'plain'}`,
        bytes: niftiBytes({ version, magic, voxOffset: 0, voxels: new Uint8Array(0) }),
        fields: FIELDS[version],
        files: (bytes) => [{ name: 'scan.hdr', bytes }, voxels],
      };
    }),
  );
}

/** Two images of one grid, sent together; the first is damaged. */
export const channelSeeds = (): readonly Seed[] =>
  ([1, 2] as const).map((version) => {
    const sound = niftiBytes({ version });
    return {
      kind: 'channels',
      title: `NIfTI-${version} and its like`,
      bytes: sound,
      fields: FIELDS[version],
      files: (bytes) => [
        { name: 't1.nii', bytes },
        { name: 't2.nii', bytes: sound },
      ],
    };
  });

function forms(): Readonly<Record<string, NiftiFields>> {
  const typed = Object.entries(TYPES).map(([type, [datatype, bitpix]]) => {
    const fields: NiftiFields = { datatype, bitpix, voxels: someBytes(3 * bitpix) };
    return [type, fields] as const;
  });
  return { ...Object.fromEntries(typed), ...FORMS };
}

function row(at: number, type: NumberType, count: number): readonly Field[] {
  const width = Number(type.replace(/\D/g, '')) / 8;
  return Array.from({ length: count }, (_, i) => ({ at: at + i * width, type }));
}
