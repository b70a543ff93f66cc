import type { FileHandle } from 'node:fs/promises';
import { UnsupportedImage } from '@aiaa/volume/errors';
import { isUid } from '../dimse/uid.js';
import type { FileMeta } from '../from-dicom/part10-header.js';

/** What a DICOM file says of its instance, and where its data set begins. */
export interface StoredInstance extends FileMeta {
  readonly dataSetAt: number;
}

const PREAMBLE_BYTES = 132;

// A dozen short elements, and at times a private one.
const MOST_META_BYTES = 64 << 10;

/**
 * Reads the File Meta Information of an open file (PS3.10, 7.1).
 * @param name of the file, for the sentence
 * @throws UnsupportedImage when there is none
 */
export async function readFileMeta(handle: FileHandle, name: string): Promise<StoredInstance> {
  const { buffer, bytesRead } = await handle.read({
    buffer: Buffer.alloc(PREAMBLE_BYTES + MOST_META_BYTES),
    position: 0,
  });
  const bytes = buffer.subarray(0, bytesRead);
  if (bytes.toString('latin1', 128, 132) !== 'DICM') throw unsupported(name);
  const values = new Map<number, string>();
  let at = PREAMBLE_BYTES;
  while (at + 12 <= bytes.length && bytes.readUInt16LE(at) === 0x0002) {
    const long = /^(OB|OW|UN|UT)$/.test(bytes.toString('latin1', at + 4, at + 6));
    const valueAt = at + (long ? 12 : 8);
    const length = long ? bytes.readUInt32LE(at + 8) : bytes.readUInt16LE(at + 6);
    if (valueAt + length > bytes.length) throw unsupported(name);
    const value = bytes.toString('latin1', valueAt, valueAt + length);
    values.set(bytes.readUInt16LE(at + 2), value.replace(/[\0 ]+$/, ''));
    at = valueAt + length;
  }
  const [sopClassUid, sopInstanceUid, transferSyntaxUid] = [0x0002, 0x0003, 0x0010].map((one) =>
    values.get(one),
  );
  if (!isUid(sopClassUid) || !isUid(sopInstanceUid) || !isUid(transferSyntaxUid)) throw unsupported(name);
  return { sopClassUid, sopInstanceUid, transferSyntaxUid, dataSetAt: at };
}

const unsupported = (name: string): UnsupportedImage =>
  new UnsupportedImage(`${name} is not a DICOM file (PS3.10), so it cannot be sent.`);
