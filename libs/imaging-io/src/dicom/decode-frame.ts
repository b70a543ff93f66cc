import { TYPED_ARRAYS, allocateVoxels, type Dtype, type Voxels } from '@aiaa/volume';
import { MalformedImage, UnsupportedImage } from '@aiaa/volume/errors';
import { HOST_LITTLE_ENDIAN } from '../voxels/host-byte-order.js';
import { quoted } from '../quoted.js';
import type { Instance, PixelDescription } from './instance.js';
import { unpackFrame, type Unpack } from './pixel-codecs.js';
import { readRle } from './read-rle.js';
import { keepStoredBits } from './stored-bits.js';
import { readStreamHeader } from './stream-header.js';
import { EXPLICIT_BIG_ENDIAN, TRANSFER_SYNTAXES, type PixelPacking } from './transfer-syntaxes.js';
import { spreadChroma } from './spread-chroma.js';
import { ybrToRgb } from './ybr-to-rgb.js';

/** The stored numbers of one frame, by their bits alone: signs are right, nothing is scaled. */
export interface DecodedFrame {
  readonly samples: Voxels;
  /** Whether the samples of one kind lie together; else those of one pixel do. */
  readonly planar: boolean;
}

/** The dtype of the stored numbers: the bytes that are set aside for them, signed or not. */
export function storedDtype({ bitsAllocated, signed, float }: PixelDescription): Dtype {
  if (float) return bitsAllocated === 64 ? 'float64' : 'float32';
  if (bitsAllocated === 8) return signed ? 'int8' : 'uint8';
  if (bitsAllocated === 16) return signed ? 'int16' : 'uint16';
  return signed ? 'int32' : 'uint32';
}

/**
 * Decodes the bytes of one frame by the transfer syntax of its instance. Colours come out as RGB.
 * @param unpack where packed frames are unpacked; by default here
 * @throws MalformedImage when the bytes are no such frame; UnsupportedImage
 */
export async function decodeFrame(
  instance: Instance,
  bytes: Uint8Array,
  unpack: Unpack = unpackFrame,
): Promise<DecodedFrame> {
  const packing = TRANSFER_SYNTAXES.get(instance.transferSyntax)?.packing;
  if (packing === undefined) throw new UnsupportedImage('The transfer syntax of the series is not read.');
  const { pixels } = instance;
  const raw = await unpackedBytes(instance, { packing, unpack }, bytes);
  const samples = samplesOf(raw.bytes, raw.width, instance);
  if (!pixels.float) keepStoredBits(samples, pixels);
  if (raw.photometric.startsWith('YBR_FULL')) ybrToRgb(samples, raw.planar);
  return { samples, planar: raw.planar };
}

/** Little endian numbers of `width` bytes. */
interface RawFrame {
  readonly bytes: Uint8Array;
  readonly width: number;
  readonly planar: boolean;
  readonly photometric: string;
}

async function unpackedBytes(
  instance: Instance,
  { packing, unpack }: { readonly packing: PixelPacking; readonly unpack: Unpack },
  bytes: Uint8Array,
): Promise<RawFrame> {
  const { pixels, columns, rows } = instance;
  const { samplesPerPixel, bitsAllocated, photometric } = pixels;
  const width = bitsAllocated / 8;
  if (packing === 'native') {
    const shared = photometric === 'YBR_FULL_422' && bytes.length < columns * rows * samplesPerPixel;
    const native = inLittleEndian(instance, bytes);
    return { bytes: shared ? spreadChroma(native) : native, width, planar: pixels.planar, photometric };
  }
  if (packing === 'rle') {
    const frame = { pixels: columns * rows, samplesPerPixel, bytesPerSample: width };
    return { bytes: readRle(bytes, frame), width, planar: false, photometric };
  }
  const { precision } = assertSameFrame(instance, bytes);
  const { signed } = pixels;
  const frame = { bytes, columns, rows, samplesPerPixel, precision, signed, photometric };
  return { ...(await unpack(packing, frame)), width: precision <= 8 ? 1 : 2, planar: false };
}

/** The pixels of Explicit VR Big Endian are swapped, those of 8 bits where they are written as words (PS3.5, 7.3). */
function inLittleEndian({ transferSyntax, pixels, pixelData }: Instance, bytes: Uint8Array): Uint8Array {
  if (transferSyntax !== EXPLICIT_BIG_ENDIAN) return bytes;
  const copy = Buffer.from(bytes);
  const word = pixelData.vr === 'OW' ? 16 : 8;
  const width = Math.max(pixels.bitsAllocated, word);
  if (width === 16 && copy.length % 2 === 0) copy.swap16();
  else if (width === 32) copy.swap32();
  else if (width === 64) copy.swap64();
  return copy;
}

function assertSameFrame(
  { name, columns, rows, pixels }: Instance,
  bytes: Uint8Array,
): { precision: number } {
  const stream = readStreamHeader(bytes);
  const { samplesPerPixel, bitsAllocated } = pixels;
  if (stream.columns !== columns || stream.rows !== rows || stream.components !== samplesPerPixel) {
    const [said, held] = [
      `${columns} x ${rows} x ${samplesPerPixel}`,
      `${stream.columns} x ${stream.rows} x ${stream.components}`,
    ];
    throw new MalformedImage(
      `The header of ${quoted(name)} declares ${said} pixels, its frame holds ${held}.`,
    );
  }
  if (stream.precision > bitsAllocated) {
    throw new MalformedImage(
      `A frame of ${quoted(name)} has pixels of ${stream.precision} bits; its header has ${bitsAllocated}.`,
    );
  }
  return stream;
}

/** In an array of the dtype that the header declares; narrower numbers of a stream are widened. */
function samplesOf(bytes: Uint8Array, width: number, { name, columns, rows, pixels }: Instance): Voxels {
  const count = columns * rows * pixels.samplesPerPixel;
  if (bytes.length < count * width) {
    throw new MalformedImage(`A frame of ${quoted(name)} ends before its last pixel: the file is damaged.`);
  }
  const dtype = storedDtype(pixels);
  const raw = width === pixels.bitsAllocated / 8 ? dtype : pixels.signed ? 'int8' : 'uint8';
  const copy = new Uint8Array(count * width); // for its alignment; a Buffer's slice would be no copy
  copy.set(bytes.subarray(0, copy.length));
  if (!HOST_LITTLE_ENDIAN && width > 1) swapped(copy, width);
  const numbers = new TYPED_ARRAYS[raw](copy.buffer, 0, count);
  if (raw === dtype) return numbers;
  const wide = allocateVoxels(dtype, count);
  wide.set(numbers);
  return wide;
}

function swapped(bytes: Uint8Array, width: number): void {
  const buffer = Buffer.from(bytes.buffer);
  if (width === 2) buffer.swap16();
  else if (width === 4) buffer.swap32();
  else buffer.swap64();
}
