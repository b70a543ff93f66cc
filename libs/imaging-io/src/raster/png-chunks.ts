import { crc32 } from 'node:zlib';
import { MalformedImage } from '@aiaa/volume/errors';

export interface PngChunk {
  /** Four letters; the first is upper case where a reader has to know the chunk (ISO/IEC 15948, 5.4). */
  readonly type: string;
  readonly data: Uint8Array;
  /** Where `data` begins in the file. */
  readonly at: number;
}

const SIGNATURE_BYTES = 8;
const FRAME_BYTES = 12; // length, type and checksum

/**
 * The chunks of a PNG up to its end chunk; what follows that is not looked at. Their checksums are not proved.
 * @throws MalformedImage when the file is cut short.
 */
export function* pngChunks(file: Uint8Array): Generator<PngChunk> {
  const view = new DataView(file.buffer, file.byteOffset, file.byteLength);
  for (let at = SIGNATURE_BYTES; at + FRAME_BYTES <= file.length;) {
    const length = view.getUint32(at);
    const type = Buffer.from(file.buffer, file.byteOffset + at + 4, 4).toString('latin1');
    if (!/^[A-Za-z]{4}$/.test(type)) {
      throw new MalformedImage(`The PNG has no chunk at byte ${at}, where one has to begin: it is damaged.`);
    }
    if (length > file.length - at - FRAME_BYTES) {
      throw new MalformedImage(
        `The PNG is cut short: its ${type} chunk declares ${length} bytes, ${file.length - at - FRAME_BYTES} can follow.`,
      );
    }
    const start = at + SIGNATURE_BYTES;
    yield { type, data: file.subarray(start, start + length), at: start };
    if (type === 'IEND') return;
    at += FRAME_BYTES + length;
  }
  throw new MalformedImage('The PNG is cut short: it has no end (IEND chunk).');
}

/** The checksum follows the data and covers the type too (ISO/IEC 15948, 5.3). @throws MalformedImage */
export function assertChecksum(file: Uint8Array, { type, data, at }: PngChunk): void {
  const declared = new DataView(file.buffer, file.byteOffset + at + data.length, 4).getUint32(0);
  if (crc32(file.subarray(at - 4, at + data.length)) === declared) return;
  throw new MalformedImage(`The PNG is damaged: the checksum of its ${type} chunk is wrong.`);
}
