import { MalformedImage } from '@aiaa/volume/errors';

export interface RleFrame {
  readonly pixels: number;
  readonly samplesPerPixel: number;
  readonly bytesPerSample: number;
}

const HEADER_BYTES = 64;

/**
 * Unpacks a frame of RLE Lossless (PS3.5, annex G): one run of PackBits for each byte of each sample, the most
 * significant first. The samples of a pixel lie side by side in the result, little endian.
 * @throws MalformedImage when a run is missing or too short, which no frame of that size has.
 */
export function readRle(packed: Uint8Array, frame: RleFrame): Uint8Array {
  const { pixels, samplesPerPixel, bytesPerSample } = frame;
  const stride = samplesPerPixel * bytesPerSample;
  if (packed.length < HEADER_BYTES) throw cutShort();
  const header = new DataView(packed.buffer, packed.byteOffset, HEADER_BYTES);
  const segments = header.getUint32(0, true);
  if (segments !== stride) {
    throw new MalformedImage(`The RLE frame has ${segments} segments where its pixels need ${stride}.`);
  }
  const out = new Uint8Array(pixels * stride);
  for (let segment = 0; segment < stride; segment++) {
    const start = header.getUint32(4 + 4 * segment, true);
    const end = segment + 1 < stride ? header.getUint32(8 + 4 * segment, true) : packed.length;
    const sample = Math.floor(segment / bytesPerSample);
    const byte = bytesPerSample - 1 - (segment % bytesPerSample);
    unpackBits(packed.subarray(start, end), { out, at: sample * bytesPerSample + byte, stride });
  }
  return out;
}

interface Lane {
  readonly out: Uint8Array;
  readonly at: number;
  readonly stride: number;
}

/** Fills every `stride`-th byte of `out`. */
function unpackBits(packed: Uint8Array, { out, at, stride }: Lane): void {
  let to = at;
  let from = 0;
  while (to < out.length) {
    if (from >= packed.length) throw cutShort();
    const code = packed[from++];
    if (code === 128) continue;
    const repeated = code > 128;
    const count = repeated ? 257 - code : code + 1;
    if (from + (repeated ? 1 : count) > packed.length) throw cutShort();
    const end = Math.min(to + count * stride, out.length + stride - 1);
    if (repeated) {
      const value = packed[from++];
      for (; to < end && to < out.length; to += stride) out[to] = value;
    } else {
      const next = from + count;
      for (; to < end && to < out.length; to += stride) out[to] = packed[from++];
      from = next;
    }
  }
}

const cutShort = (): MalformedImage =>
  new MalformedImage('An RLE frame ends before its last pixel: the file is damaged.');
