import { deflateSync } from 'node:zlib';

/** A chunk of a PNG to be made for a test; its length and checksum are true unless they are given. */
export interface PngChunkFields {
  readonly type: string;
  readonly data?: Uint8Array;
  readonly length?: number;
  readonly checksum?: number;
}

/** The fields of a PNG to be made for a test; what is left out is a sound 3 x 2 picture of 8-bit grey, all 0. */
export interface PngFields {
  readonly width?: number;
  readonly height?: number;
  readonly depth?: number;
  readonly colourType?: number;
  readonly compression?: number;
  readonly filterMethod?: number;
  readonly interlace?: number;
  /** The rows as they are packed, each after the byte that names its filter. */
  readonly rows?: Uint8Array;
  /** The zlib stream of the rows, in as many IDAT chunks as there are pieces; `rows`, packed, when left out. */
  readonly packed?: readonly Uint8Array[];
  /** Chunks between the header and the rows. */
  readonly before?: readonly PngChunkFields[];
  /** Chunks after the rows; the end alone when left out. */
  readonly after?: readonly PngChunkFields[];
}

/** The bytes of a PNG file. Written apart from the product, to check it. */
export function pngBytes(fields: PngFields = {}): Uint8Array {
  const { width = 3, height = 2, depth = 8, colourType = 0, rows = new Uint8Array(8) } = fields;
  const header = new Uint8Array(13);
  const view = new DataView(header.buffer);
  view.setUint32(0, width);
  view.setUint32(4, height);
  header.set(
    [depth, colourType, fields.compression ?? 0, fields.filterMethod ?? 0, fields.interlace ?? 0],
    8,
  );
  const packed = fields.packed ?? [deflateSync(rows)];
  return pngOfChunks([
    { type: 'IHDR', data: header },
    ...(fields.before ?? []),
    ...packed.map((data) => ({ type: 'IDAT', data })),
    ...(fields.after ?? [{ type: 'IEND' }]),
  ]);
}

/** The signature and whatever chunks are wanted (ISO/IEC 15948, 5.2 and 5.3). */
export const pngOfChunks = (chunks: readonly PngChunkFields[]): Uint8Array =>
  Buffer.concat([Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a), ...chunks.map(chunkBytes)]);

function chunkBytes({ type, data = new Uint8Array(0), length, checksum }: PngChunkFields): Uint8Array {
  const bytes = new Uint8Array(12 + data.length);
  const view = new DataView(bytes.buffer);
  view.setUint32(0, length ?? data.length);
  bytes.set(
    Array.from(type, (letter) => letter.charCodeAt(0)),
    4,
  );
  bytes.set(data, 8);
  view.setUint32(8 + data.length, checksum ?? crcOf(bytes.subarray(4, 8 + data.length)));
  return bytes;
}

/** ISO/IEC 15948, annex D, bit by bit. */
function crcOf(bytes: Uint8Array): number {
  let crc = 0xffffffff;
  for (const byte of bytes) {
    crc ^= byte;
    for (let bit = 0; bit < 8; bit++) crc = crc & 1 ? (crc >>> 1) ^ 0xedb88320 : crc >>> 1;
  }
  return (crc ^ 0xffffffff) >>> 0;
}
