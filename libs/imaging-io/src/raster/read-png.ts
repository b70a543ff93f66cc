import { bytesPerVoxel } from '@aiaa/volume';
import { MalformedImage } from '@aiaa/volume/errors';
import type { ByteSource } from '../bytes/byte-source.js';
import { formatBytes } from '../bytes/format-bytes.js';
import { inflateSource } from '../bytes/inflate-source.js';
import { memorySource } from '../bytes/memory-source.js';
import { takeAll, takeInto } from '../bytes/take-bytes.js';
import type { FormatReader } from '../format-reader.js';
import { makeRoom } from '../voxels/make-room.js';
import { assertPictureFits } from './assert-picture-fits.js';
import { pictureImage } from './picture.js';
import { decodePngHeader, type PngHeader } from './png-header.js';
import { pngParts } from './png-parts.js';
import { pngPasses, type PngPass } from './png-passes.js';
import { pngSamples, type PngSamples, type Samples } from './png-samples.js';
import { unfilterRow } from './unfilter-row.js';

/**
 * Reads a PNG of any colour type and bit depth (ISO/IEC 15948): grey is one channel, with alpha two, colours are
 * three, with alpha four. Samples come as they are stored; gamma and colour profiles are not applied.
 *
 * The rows are inflated as they are wanted and put in their place at once, so that a picture costs its file, its
 * voxels and one strip, whatever its data would inflate to.
 */
export const readPng: FormatReader = async (source, { limits, signal }) => {
  const parts = pngParts(await takeAll(source, limits.decodedBytes));
  const header = decodePngHeader(parts.header);
  const { width, height } = header;
  const samples = pngSamples(header, parts);
  const { dtype, channels } = samples;
  assertPictureFits({ width, height, channels, bytesPerSample: bytesPerVoxel(dtype) }, limits);
  const rows = inflateSource(memorySource(parts.packed), 'zlib', { signal });
  try {
    assertEnoughBytes(header, rows);
    const voxels = makeRoom(dtype, width * height * channels);
    const scratch = makeRoom(dtype, width * channels);
    for (const pass of pngPasses(header)) await readPass(rows, { header, pass, samples, scratch, voxels });
    await rows.finish();
    return pictureImage({ width, height, voxels });
  } finally {
    await rows.close();
  }
};

interface PassReading {
  readonly header: PngHeader;
  readonly pass: PngPass;
  readonly samples: PngSamples;
  /** Room for the samples of one row. */
  readonly scratch: Samples;
  /** Where they are put. */
  readonly voxels: Samples;
}

// Whole rows, so many that waiting for them costs nothing.
const STRIP_BYTES = 1 << 20;

async function readPass(source: ByteSource, reading: PassReading): Promise<void> {
  const { rowBytes, height } = reading.pass;
  const step = Math.max(1, (reading.header.samples * reading.header.depth) / 8);
  const lineBytes = 1 + rowBytes;
  const lines = Math.min(height, Math.max(1, Math.floor(STRIP_BYTES / lineBytes)));
  const strip = new Uint8Array(lines * lineBytes);
  let above: Uint8Array = new Uint8Array(rowBytes);
  for (let y = 0; y < height; y += lines) {
    const part = strip.subarray(0, Math.min(lines, height - y) * lineBytes);
    await takeInto(source, part, 'pixels');
    for (let at = 0, line = y; at < part.length; at += lineBytes, line++) {
      const row = part.subarray(at + 1, at + lineBytes);
      unfilterRow(part[at], row, above, step);
      putRow(row, line, reading);
      above = row;
    }
    above = above.slice();
  }
}

function putRow(row: Uint8Array, line: number, reading: PassReading): void {
  const { header, pass, samples, scratch, voxels } = reading;
  const { width, height } = header;
  const { channels } = samples;
  const values = samples.unpack(row, pass.width, scratch);
  const start = (pass.y + line * pass.stepY) * width + pass.x;
  for (let channel = 0; channel < channels; channel++) {
    let to = channel * width * height + start;
    for (let x = 0, from = channel; x < pass.width; x++, from += channels, to += pass.stepX) {
      voxels[to] = values[from];
    }
  }
}

/** Before anything is allocated: a short file that claims a large picture costs nothing. */
function assertEnoughBytes(header: PngHeader, rows: ByteSource): void {
  const bytes = pngPasses(header).reduce((sum, pass) => sum + pass.height * (1 + pass.rowBytes), 0);
  if (bytes <= rows.atMost) return;
  throw new MalformedImage(
    `The PNG declares ${header.width} x ${header.height} pixels, ${formatBytes(bytes)}; its data can hold no more than ${formatBytes(rows.atMost)}: it is cut short.`,
  );
}
