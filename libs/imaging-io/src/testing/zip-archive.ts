import { crc32, deflateRawSync } from 'node:zlib';

/** An entry of an archive to be made for a test; what is left out is as its bytes say. */
export interface ZipEntry {
  readonly name: string;
  readonly bytes?: Uint8Array;
  readonly method?: number;
  /** The bytes as they are packed. */
  readonly packed?: Uint8Array;
  readonly flags?: number;
  readonly crc?: number;
  /** The length that the archive declares for the unpacked bytes. */
  readonly length?: number;
  /** Where the archive says that the entry begins. */
  readonly at?: number;
}

const UTF8_NAME = 0x800;

/** The bytes of a zip (APPNOTE.TXT 4.3): local headers and bytes, the central directory, its end. */
export function zipArchive(entries: readonly ZipEntry[], count = entries.length): Uint8Array {
  const locals: Uint8Array[] = [];
  const directory: Uint8Array[] = [];
  for (const entry of entries) {
    const { bytes = new Uint8Array(0), method = 8 } = entry;
    const packed = entry.packed ?? (method === 8 ? deflateRawSync(bytes) : bytes);
    const name = Buffer.from(entry.name);
    const at = entry.at ?? locals.reduce((sum, { length }) => sum + length, 0);
    const fields = Buffer.alloc(26); // from the version needed to the length of the extra field: the same in both
    fields.writeUInt16LE(20, 0);
    fields.writeUInt16LE(entry.flags ?? UTF8_NAME, 2);
    fields.writeUInt16LE(method, 4);
    fields.writeUInt32LE(entry.crc ?? crc32(bytes), 10);
    fields.writeUInt32LE(packed.length, 14);
    fields.writeUInt32LE(entry.length ?? bytes.length, 18);
    fields.writeUInt16LE(name.length, 22);
    const ending = Buffer.alloc(14); // comment, disk, attributes, and where the local header is
    ending.writeUInt32LE(at, 10);
    locals.push(Buffer.from('PK\x03\x04'), fields, name, packed);
    directory.push(Buffer.from('PK\x01\x02\x14\0'), fields, ending, name);
  }
  const body = Buffer.concat(locals);
  const table = Buffer.concat(directory);
  const end = Buffer.alloc(22);
  end.write('PK\x05\x06', 'latin1');
  end.writeUInt16LE(count, 8);
  end.writeUInt16LE(count, 10);
  end.writeUInt32LE(table.length, 12);
  end.writeUInt32LE(body.length, 16);
  return Buffer.concat([body, table, end]);
}
