import { MalformedImage } from '@aiaa/volume/errors';

/** What a compressed frame says of itself. */
export interface StreamHeader {
  readonly columns: number;
  readonly rows: number;
  readonly components: number;
  /** Bits of a sample. */
  readonly precision: number;
}

/**
 * The size that a JPEG, JPEG-LS or JPEG 2000 stream declares: decoders make room for it, whatever the DICOM header
 * says.
 * @throws MalformedImage when the bytes are no such stream, or do not reach its end.
 */
export function readStreamHeader(stream: Uint8Array): StreamHeader {
  const view = new DataView(stream.buffer, stream.byteOffset, stream.length);
  const start = stream.length < 4 ? 0 : view.getUint16(0);
  const header =
    start === START_OF_IMAGE
      ? frameHeader(view)
      : start === START_OF_CODESTREAM
        ? sizeHeader(view)
        : undefined;
  if (header === undefined) throw new MalformedImage('A compressed frame is none: the file is damaged.');
  if (!hasEnd(stream)) throw new MalformedImage('A compressed frame is cut short: the file is damaged.');
  return header;
}

const START_OF_IMAGE = 0xffd8; // ITU-T T.81, table B.1
const START_OF_CODESTREAM = 0xff4f; // ITU-T T.800, A.4.1

/** Both families end with FFD9; frames are padded to an even length, by some writers to more. */
function hasEnd(stream: Uint8Array): boolean {
  let end = stream.length;
  while (end > 2 && stream[end - 1] !== 0xd9) end--;
  return end > 2 && stream[end - 2] === 0xff && stream.length - end <= MOST_PADDING;
}

const MOST_PADDING = 64;

/** The start-of-frame segment of JPEG (T.81, B.2.2) or JPEG-LS (T.87, C.2.2). */
function frameHeader(view: DataView): StreamHeader | undefined {
  let at = 2;
  while (at + 10 <= view.byteLength) {
    const marker = view.getUint16(at);
    if (marker === 0xffff) at++;
    else if (isStartOfFrame(marker)) {
      return {
        precision: view.getUint8(at + 4),
        rows: view.getUint16(at + 5),
        columns: view.getUint16(at + 7),
        components: view.getUint8(at + 9),
      };
    } else if (marker < 0xff02) return undefined;
    else at += 2 + view.getUint16(at + 2);
  }
  return undefined;
}

/** C0 to CF but the tables C4, C8 and CC; F7 is that of JPEG-LS. */
const isStartOfFrame = (marker: number): boolean =>
  marker === 0xfff7 || (marker >= 0xffc0 && marker <= 0xffcf && ![0xffc4, 0xffc8, 0xffcc].includes(marker));

/** The SIZ segment, which is the first (T.800, A.5.1). A decoder may never come to the end of tiles that cannot be. */
function sizeHeader(view: DataView): StreamHeader | undefined {
  if (view.byteLength < 45 || view.getUint16(2) !== 0xff51) return undefined;
  const [x, y] = [axisOf(view, 0), axisOf(view, 4)];
  const sampled = view.getUint8(43) > 0 && view.getUint8(44) > 0;
  if (!sampled || !(x.tiles * y.tiles <= MOST_TILES)) return undefined;
  return {
    columns: x.length,
    rows: y.length,
    components: view.getUint16(40),
    precision: (view.getUint8(42) & 0x7f) + 1,
  };
}

/** Tiles are numbered by 16 bits (T.800, A.4.2). */
const MOST_TILES = 65_535;

/** Of the picture on its reference grid; no number of tiles where they do not cover it (T.800, B.3). */
function axisOf(view: DataView, at: number): { readonly length: number; readonly tiles: number } {
  const [end, start, tile, firstTile] = [8, 16, 24, 32].map((place) => view.getUint32(place + at));
  const covered = start < end && firstTile <= start && firstTile + tile > start;
  return { length: end - start, tiles: covered ? Math.ceil((end - firstTile) / tile) : NaN };
}
