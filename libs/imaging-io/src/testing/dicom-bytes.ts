import { deflateRawSync } from 'node:zlib';

/** An element of a data set to be made for a test. */
export interface DicomElement {
  /** Group and element, such as 0x00280010. */
  readonly tag: number;
  readonly vr: string;
  /** Text as it is; numbers by the VR; bytes as they are; the items of a sequence; the frames of packed pixels. */
  readonly value: DicomValue;
}

export type DicomValue =
  | string
  | readonly number[]
  | Uint8Array
  | { readonly items: readonly (readonly DicomElement[])[] }
  | { readonly fragments: readonly Uint8Array[]; readonly offsets?: readonly number[] };

export interface DicomEncoding {
  /** Explicit VR Little Endian when left out. */
  readonly transferSyntax?: string;
  /** Whether the file begins with 128 bytes, `DICM` and meta information; it does when left out. */
  readonly preamble?: boolean;
}

const EXPLICIT = '1.2.840.10008.1.2.1';
const IMPLICIT = '1.2.840.10008.1.2';
const DEFLATED = '1.2.840.10008.1.2.1.99';
const BIG_ENDIAN = '1.2.840.10008.1.2.2';

/** The bytes of a DICOM file (PS3.10, 7), its elements put in order. Written apart from the product, to check it. */
export function dicomBytes(elements: readonly DicomElement[], encoding: DicomEncoding = {}): Uint8Array {
  const { transferSyntax = EXPLICIT, preamble = true } = encoding;
  const style = { explicit: transferSyntax !== IMPLICIT, little: transferSyntax !== BIG_ENDIAN };
  const dataSet = encodeElements(elements, style);
  if (!preamble) return dataSet;
  const sopClass = elements.find(({ tag }) => tag === 0x00080016)?.value ?? '';
  const sopInstance = elements.find(({ tag }) => tag === 0x00080018)?.value ?? '';
  const meta = encodeElements(
    [
      { tag: 0x00020001, vr: 'OB', value: Uint8Array.of(0, 1) },
      { tag: 0x00020002, vr: 'UI', value: sopClass },
      { tag: 0x00020003, vr: 'UI', value: sopInstance },
      { tag: 0x00020010, vr: 'UI', value: transferSyntax },
      { tag: 0x00020012, vr: 'UI', value: '2.25.1' },
    ],
    { explicit: true, little: true },
  );
  const length: DicomElement = { tag: 0x00020000, vr: 'UL', value: [meta.length] };
  return Buffer.concat([
    Buffer.alloc(128),
    Buffer.from('DICM'),
    encodeElements([length], { explicit: true, little: true }),
    meta,
    transferSyntax === DEFLATED ? deflateRawSync(dataSet) : dataSet,
  ]);
}

interface Style {
  readonly explicit: boolean;
  readonly little: boolean;
}

const LONG_VRS = ['OB', 'OW', 'OF', 'OD', 'OV', 'SQ', 'UN', 'UT'];

const encodeElements = (elements: readonly DicomElement[], style: Style): Buffer =>
  Buffer.concat(elements.toSorted((a, b) => a.tag - b.tag).map((element) => encodeElement(element, style)));

function encodeElement({ tag, vr, value }: DicomElement, style: Style): Buffer {
  const bytes = encodeValue(value, vr, style);
  const length = typeof value === 'object' && 'fragments' in value ? 0xffffffff : bytes.length;
  const long = LONG_VRS.includes(vr);
  const head = Buffer.alloc(style.explicit && long ? 12 : 8);
  const view = new DataView(head.buffer, head.byteOffset, head.length);
  view.setUint16(0, tag >>> 16, style.little);
  view.setUint16(2, tag & 0xffff, style.little);
  if (style.explicit) head.write(vr, 4, 'latin1');
  if (style.explicit && !long) view.setUint16(6, length, style.little);
  else view.setUint32(head.length - 4, length, style.little);
  return Buffer.concat([head, bytes]);
}

function encodeValue(value: DicomValue, vr: string, style: Style): Buffer {
  if (typeof value === 'string') return padded(Buffer.from(value, 'latin1'), vr === 'UI' ? 0 : 0x20);
  if (value instanceof Uint8Array) return padded(Buffer.from(value), 0);
  if ('items' in value) {
    return Buffer.concat(value.items.map((item) => encodeItem(encodeElements(item, style), style.little)));
  }
  if ('fragments' in value) {
    const offsets = encodeNumbers(value.offsets ?? [], 'UL', true);
    const items = [offsets, ...value.fragments.map((fragment) => padded(Buffer.from(fragment), 0))];
    return Buffer.concat([...items.map((item) => encodeItem(item, true)), SEQUENCE_END]);
  }
  return padded(encodeNumbers(value, vr, style.little), 0);
}

const SEQUENCE_END = Buffer.from([0xfe, 0xff, 0xdd, 0xe0, 0, 0, 0, 0]);

function encodeItem(bytes: Uint8Array, little: boolean): Buffer {
  const head = new DataView(new ArrayBuffer(8));
  head.setUint16(0, 0xfffe, little);
  head.setUint16(2, 0xe000, little);
  head.setUint32(4, bytes.length, little);
  return Buffer.concat([Buffer.from(head.buffer), bytes]);
}

function encodeNumbers(numbers: readonly number[], vr: string, little: boolean): Buffer {
  const width = WIDTHS[vr] ?? 2;
  const view = new DataView(new ArrayBuffer(numbers.length * width));
  numbers.forEach((value, at) => {
    if (vr === 'FD' || vr === 'OD') view.setFloat64(at * 8, value, little);
    else if (vr === 'OF') view.setFloat32(at * 4, value, little);
    else if (width === 4) view.setUint32(at * 4, value, little);
    else if (width === 1) view.setUint8(at, value);
    else view.setUint16(at * 2, value, little);
  });
  return Buffer.from(view.buffer);
}

const WIDTHS: Readonly<Record<string, number>> = { UL: 4, OF: 4, FD: 8, OD: 8, OB: 1, OL: 4, US: 2, OW: 2 };

const padded = (bytes: Buffer, pad: number): Buffer =>
  bytes.length % 2 === 0 ? bytes : Buffer.concat([bytes, Buffer.of(pad)]);
