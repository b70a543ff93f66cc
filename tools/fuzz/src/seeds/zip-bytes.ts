import { crc32, deflateRawSync } from 'node:zlib';
import type { MemoryFile } from '../seed.js';

/** A zip of some files (APPNOTE.TXT 4.3): each deflated where that is asked for, else stored. */
export function zipBytes(files: readonly MemoryFile[], deflated = false): Uint8Array {
  const locals: Uint8Array[] = [];
  const directory: Uint8Array[] = [];
  let offset = 0;
  for (const { name, bytes } of files) {
    const data = deflated ? deflateRawSync(bytes) : bytes;
    const facts = factsOf({ name, bytes }, data.length, deflated);
    const local = Buffer.concat([signature(0x04034b50), facts, Buffer.from(name), data]);
    directory.push(centralEntry(facts, name, offset));
    locals.push(local);
    offset += local.length;
  }
  const entries = Buffer.concat(directory);
  return Buffer.concat([...locals, entries, endOf(files.length, entries.length, offset)]);
}

/** What a local header and its entry of the directory have in common: 26 bytes from the version on (4.3.7). */
function factsOf({ name, bytes }: MemoryFile, packedBytes: number, deflated: boolean): Buffer {
  const facts = Buffer.alloc(26);
  facts.writeUInt16LE(20, 0);
  facts.writeUInt16LE(deflated ? 8 : 0, 4);
  facts.writeUInt32LE(crc32(bytes), 10);
  facts.writeUInt32LE(packedBytes, 14);
  facts.writeUInt32LE(bytes.length, 18);
  facts.writeUInt16LE(Buffer.byteLength(name), 22);
  return facts;
}

/** 4.3.12: made by version 2.0 for MS-DOS, no comment, no attributes. */
function centralEntry(facts: Buffer, name: string, offset: number): Buffer {
  const rest = Buffer.alloc(14);
  rest.writeUInt32LE(offset, 10);
  return Buffer.concat([signature(0x02014b50), Uint8Array.of(20, 0), facts, rest, Buffer.from(name)]);
}

/** 4.3.16. */
function endOf(count: number, directoryBytes: number, offset: number): Buffer {
  const end = Buffer.alloc(18);
  end.writeUInt16LE(count, 4);
  end.writeUInt16LE(count, 6);
  end.writeUInt32LE(directoryBytes, 8);
  end.writeUInt32LE(offset, 12);
  return Buffer.concat([signature(0x06054b50), end]);
}

function signature(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32LE(value);
  return bytes;
}
