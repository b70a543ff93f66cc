/** What a file says of the instance in it, before its data set (PS3.10, 7.1). */
export interface FileMeta {
  readonly sopClassUid: string;
  readonly sopInstanceUid: string;
  readonly transferSyntaxUid: string;
}

/** Whoever writes a file says who wrote it (PS3.10, 7.1): of this project, derived from a UUID (PS3.5, B.2). */
const IMPLEMENTATION_CLASS_UID = '2.25.13670439000578425331468921529163298613';

/** The preamble, `DICM` and the File Meta Information, in Explicit VR Little Endian (PS3.10, 7.1). */
export function part10Header({ sopClassUid, sopInstanceUid, transferSyntaxUid }: FileMeta): Buffer {
  const meta = Buffer.concat([
    VERSION,
    uidElement(0x0002, sopClassUid),
    uidElement(0x0003, sopInstanceUid),
    uidElement(0x0010, transferSyntaxUid),
    uidElement(0x0012, IMPLEMENTATION_CLASS_UID),
  ]);
  const length = Buffer.alloc(4);
  length.writeUInt32LE(meta.length);
  return Buffer.concat([PREAMBLE, shortElement(0x0000, 'UL', length), meta]);
}

const PREAMBLE = Buffer.concat([Buffer.alloc(128), Buffer.from('DICM')]);

/** (0002,0001) OB, whose length takes four bytes after two that are reserved (PS3.5, 7.1.2). */
const VERSION = Buffer.from([0x02, 0, 0x01, 0, 0x4f, 0x42, 0, 0, 2, 0, 0, 0, 0, 1]);

/** Of an even length, filled up with NUL (PS3.5, 9.1). */
const uidElement = (element: number, uid: string): Buffer =>
  shortElement(element, 'UI', Buffer.from(uid.length % 2 === 1 ? `${uid}\0` : uid, 'latin1'));

function shortElement(element: number, vr: string, value: Buffer): Buffer {
  const header = Buffer.alloc(8);
  header.writeUInt16LE(0x0002, 0);
  header.writeUInt16LE(element, 2);
  header.write(vr, 4, 'latin1');
  header.writeUInt16LE(value.length, 6);
  return Buffer.concat([header, value]);
}
