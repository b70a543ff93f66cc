import type { Field } from '../seed.js';

/** Whole numbers of two bytes that a reader believes: samples, rows, columns, bits, sign. */
const NUMBERS = [
  0x00280002, 0x00280010, 0x00280011, 0x00280100, 0x00280101, 0x00280102, 0x00280103,
] as const; // prettier-ignore

/** Elements whose length is worth a lie: of the meta information, texts, sequences, the pixels, items. */
const LENGTHS = [
  0x00020000, 0x00020010, 0x0020000e, 0x00200032, 0x00280008, 0x00280030, 0x00281053, 0x52009229, 0x52009230, 0x7fe00010,
  0xfffee000, 0xfffee0dd,
] as const; // prettier-ignore

/** Where the numbers of a DICOM file lie, whose elements come in any encoding (PS3.5, 7.1). */
export function dicomNumbers(bytes: Uint8Array): readonly Field[] {
  const file = Buffer.from(bytes);
  const placesOf = (tag: number): readonly number[] =>
    [littleEndian(tag), bigEndian(tag)].map((code) => file.indexOf(code)).filter((at) => at >= 0);
  return [
    ...NUMBERS.flatMap(placesOf).map((at): Field => ({ at: at + 8, type: 'int16' })),
    ...LENGTHS.flatMap(placesOf).flatMap((at): readonly Field[] => [
      { at: at + 4, type: 'int32' },
      { at: at + 6, type: 'int16' },
      { at: at + 8, type: 'int32' },
    ]),
  ];
}

function littleEndian(tag: number): Buffer {
  const code = Buffer.alloc(4);
  code.writeUInt16LE(tag >>> 16);
  code.writeUInt16LE(tag & 0xffff, 2);
  return code;
}

function bigEndian(tag: number): Buffer {
  const code = Buffer.alloc(4);
  code.writeUInt32BE(tag);
  return code;
}
