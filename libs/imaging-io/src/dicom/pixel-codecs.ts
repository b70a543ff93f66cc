import { MalformedImage } from '@aiaa/volume/errors';
import type { Context as FrameContext } from 'dcmjs-codecs';
import type { PixelPacking } from './transfer-syntaxes.js';

/** A packed frame, and what its own stream says of it. */
export interface PackedFrame {
  readonly bytes: Uint8Array;
  readonly columns: number;
  readonly rows: number;
  readonly samplesPerPixel: number;
  /** Bits of a sample in the stream. */
  readonly precision: number;
  readonly signed: boolean;
  readonly photometric: string;
}

export interface UnpackedFrame {
  /** Little endian, the samples of a pixel side by side; one byte each up to 8 bits of precision, else two. */
  readonly bytes: Uint8Array;
  /** What the colours are now; decoders turn some into RGB. */
  readonly photometric: string;
}

/** Those of dcmjs-codecs. RLE has its own reader: theirs takes damaged frames for sound ones. */
export type Codec = Exclude<PixelPacking, 'native' | 'rle'>;

const DECODERS = {
  jpeg: 'decodeJpeg',
  'jpeg-ls': 'decodeJpegLs',
  'jpeg-2000': 'decodeJpeg2000',
  htj2k: 'decodeHtJpeg2000',
} as const satisfies Record<Codec, string>;

/**
 * Unpacks one frame by dcmjs-codecs, whose WebAssembly is loaded with the first.
 * @throws MalformedImage when the decoder makes nothing of it.
 */
export async function unpackFrame(codec: Codec, frame: PackedFrame): Promise<UnpackedFrame> {
  const { Context, NativeCodecs, log } = (await import('dcmjs-codecs')).default;
  log.disableAll(); // a damaged frame would write lines of its own to the console
  while (!NativeCodecs.isInitialized()) await NativeCodecs.initializeAsync(); // another read may release it meanwhile
  const context = new Context({
    width: frame.columns,
    height: frame.rows,
    bitsAllocated: frame.precision <= 8 ? 8 : 16,
    bitsStored: frame.precision,
    samplesPerPixel: frame.samplesPerPixel,
    pixelRepresentation: frame.signed ? 1 : 0,
    planarConfiguration: 0,
    photometricInterpretation: frame.photometric,
    encodedBuffer: frame.bytes,
  });
  try {
    return unpacked(NativeCodecs[DECODERS[codec]](context, {}), frame);
  } catch (cause) {
    // What a failed decoder leaves in the module's memory makes later ones fail with sound frames.
    NativeCodecs.release();
    throw new MalformedImage('A compressed frame cannot be decoded: the file is damaged.', { cause });
  }
}

function unpacked(context: FrameContext, frame: PackedFrame): UnpackedFrame {
  const bytes = context.getDecodedBuffer();
  return {
    bytes: bytes ?? new Uint8Array(0),
    photometric: context.getPhotometricInterpretation() ?? frame.photometric,
  };
}

/** Unpacks a frame, here or elsewhere. @throws MalformedImage */
export type Unpack = (codec: Codec, frame: PackedFrame) => Promise<UnpackedFrame>;
