import { part10Header, type FileMeta } from '../from-dicom/part10-header.js';

/** An instance made in code: what lies in a file, and what goes over the wire. */
export interface TestInstance {
  readonly meta: FileMeta;
  /** As it is sent: without File Meta Information. */
  readonly dataSet: Buffer;
  /** As a file (PS3.10). */
  readonly file: Buffer;
}

export interface TestInstanceOptions {
  /** Last part of its UID, and its position. */
  readonly number: number;
  readonly seriesUid?: string;
  readonly studyUid?: string;
  readonly patientId?: string;
  readonly sopClassUid?: string;
  readonly transferSyntaxUid?: string;
  /** Whether it has a sequence of undefined length, which DCMTK would rewrite; true when absent. */
  readonly sequence?: boolean;
  /** Of its pixels; 512 when absent. */
  readonly pixelBytes?: number;
}

export const TEST_STUDY_UID = '2.25.1';
export const TEST_SERIES_UID = '2.25.1.1';

const CT = '1.2.840.10008.5.1.4.1.1.2';
const EXPLICIT = '1.2.840.10008.1.2.1';

/** A CT slice, in Explicit VR Little Endian, or encapsulated when its transfer syntax says so. */
export function testInstance(options: TestInstanceOptions): TestInstance {
  const { number, seriesUid = TEST_SERIES_UID, studyUid = TEST_STUDY_UID, pixelBytes = 512 } = options;
  const { transferSyntaxUid = EXPLICIT, sopClassUid = CT, patientId = 'PHANTOM' } = options;
  const meta = { sopClassUid, sopInstanceUid: `${seriesUid}.${number}`, transferSyntaxUid };
  const rows = Math.max(1, Math.floor(pixelBytes / 32));
  const pixels = Buffer.alloc(pixelBytes, number);
  const dataSet = Buffer.concat([
    element(0x0008, 0x0005, 'CS', text('ISO_IR 100')),
    element(0x0008, 0x0016, 'UI', uid(sopClassUid)),
    element(0x0008, 0x0018, 'UI', uid(meta.sopInstanceUid)),
    element(0x0008, 0x0020, 'DA', text('20200101')),
    element(0x0008, 0x0030, 'TM', text('120000')),
    element(0x0008, 0x0060, 'CS', text('CT')),
    options.sequence === false ? Buffer.alloc(0) : PROCEDURE_CODES,
    element(0x0009, 0x0010, 'LO', text('AIAA PRIVATE')),
    element(0x0009, 0x1001, 'LO', text('kept as it is')),
    element(0x0010, 0x0010, 'PN', text('Phantom^F')),
    element(0x0010, 0x0020, 'LO', text(patientId)),
    element(0x0020, 0x000d, 'UI', uid(studyUid)),
    element(0x0020, 0x000e, 'UI', uid(seriesUid)),
    element(0x0020, 0x0010, 'SH', text('1')),
    element(0x0020, 0x0011, 'IS', text('1')),
    element(0x0020, 0x0013, 'IS', text(String(number))),
    element(0x0020, 0x0032, 'DS', text(`0\\0\\${number}`)),
    element(0x0020, 0x0037, 'DS', text('1\\0\\0\\0\\1\\0')),
    element(0x0028, 0x0002, 'US', short(1)),
    element(0x0028, 0x0004, 'CS', text('MONOCHROME2')),
    element(0x0028, 0x0010, 'US', short(rows)),
    element(0x0028, 0x0011, 'US', short(16)),
    element(0x0028, 0x0030, 'DS', text('1\\1')),
    element(0x0028, 0x0100, 'US', short(16)),
    element(0x0028, 0x0101, 'US', short(16)),
    element(0x0028, 0x0102, 'US', short(15)),
    element(0x0028, 0x0103, 'US', short(0)),
    transferSyntaxUid === EXPLICIT ? element(0x7fe0, 0x0010, 'OW', pixels) : encapsulated(pixels),
  ]);
  return { meta, dataSet, file: Buffer.concat([part10Header(meta), dataSet]) };
}

const text = (value: string): Buffer => Buffer.from(value.length % 2 === 1 ? `${value} ` : value, 'latin1');
const uid = (value: string): Buffer => Buffer.from(value.length % 2 === 1 ? `${value}\0` : value, 'latin1');
const short = (value: number): Buffer => Buffer.from([value & 0xff, value >> 8]);
const long = (value: number): Buffer => {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32LE(value);
  return bytes;
};
const tag = (group: number, number: number): Buffer => Buffer.concat([short(group), short(number)]);

function element(group: number, number: number, vr: string, value: Buffer): Buffer {
  const length = vr === 'OW' ? Buffer.concat([short(0), long(value.length)]) : short(value.length);
  return Buffer.concat([tag(group, number), Buffer.from(vr), length, value]);
}

const UNDEFINED = 0xffff_ffff;

/** (0008,1032) of undefined length, with an item of undefined length, in it another such sequence. */
const PROCEDURE_CODES = Buffer.concat([
  Buffer.concat([tag(0x0008, 0x1032), Buffer.from('SQ'), short(0), long(UNDEFINED)]),
  Buffer.concat([tag(0xfffe, 0xe000), long(UNDEFINED)]),
  element(0x0008, 0x0100, 'SH', text('CT')),
  element(0x0020, 0x000e, 'UI', uid('9.9.9')),
  Buffer.concat([tag(0xfffe, 0xe00d), long(0)]),
  Buffer.concat([tag(0xfffe, 0xe0dd), long(0)]),
]);

/** An empty offset table and one fragment (PS3.5, A.4). */
const encapsulated = (fragment: Buffer): Buffer =>
  Buffer.concat([
    Buffer.concat([tag(0x7fe0, 0x0010), Buffer.from('OB'), short(0), long(UNDEFINED)]),
    Buffer.concat([tag(0xfffe, 0xe000), long(0)]),
    Buffer.concat([tag(0xfffe, 0xe000), long(fragment.length), fragment]),
    Buffer.concat([tag(0xfffe, 0xe0dd), long(0)]),
  ]);
