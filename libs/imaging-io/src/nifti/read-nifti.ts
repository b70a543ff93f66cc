import { makeVolume, voxelCount, type Size, type Volume } from '@aiaa/volume';
import { LimitExceeded, MalformedImage, UnfitImage } from '@aiaa/volume/errors';
import type { ByteSource } from '../byte-source.js';
import { formatBytes } from '../format-bytes.js';
import type { ReadLimits } from '../read-limits.js';
import { storedBytes } from './datatypes.js';
import { codedBytes, decodeVoxels, storedPart, voxelCoding } from './decode-voxels.js';
import type { NiftiGeometry } from './nifti-geometry.js';
import { decodeNiftiHeader, niftiHeaderBytes, type NiftiHeader } from './nifti-header.js';
import { placeGrid } from './place-grid.js';

export interface NiftiImage {
  readonly volume: Volume;
  readonly geometry: NiftiGeometry;
  readonly warnings: readonly string[];
}

/**
 * Reads one scalar 3-D volume from the decoded bytes of a NIfTI-1 or NIfTI-2 file, whose first bytes, `start`,
 * have been taken from the source to sniff. The header is judged before memory is allocated, once, for the
 * voxels that it declares; they are swapped and scaled where they lie.
 * @throws MalformedImage, UnsupportedImage, UnfitImage, LimitExceeded
 */
export async function readNifti(
  start: Uint8Array,
  source: ByteSource,
  limits: ReadLimits,
): Promise<NiftiImage> {
  const header = await readHeader(start, source);
  const coding = voxelCoding(header);
  const size = singleVolumeSize(header);
  const { affine, warnings } = placeGrid(header.geometry, size);
  const count = voxelCount(size);
  assertVoxOffset(header);
  assertWithinLimit(header, codedBytes(coding, count), limits);
  assertEnoughBytes(header, count * storedBytes(coding.stored), source);

  await skip(source, header.voxOffset - header.headerBytes);
  const memory = allocate(codedBytes(coding, count));
  await fillWhole(source, storedPart(coding, count, memory), 'voxels');
  await source.finish();
  const volume = makeVolume({ voxels: decodeVoxels(coding, count, memory), size, affine });
  return { volume, geometry: header.geometry, warnings };
}

async function readHeader(start: Uint8Array, source: ByteSource): Promise<NiftiHeader> {
  const bytes = new Uint8Array(niftiHeaderBytes(start));
  bytes.set(start);
  await fillWhole(source, bytes.subarray(start.length), 'header');
  return decodeNiftiHeader(bytes);
}

/** Axes after the third may be there as long as they hold one volume. @throws UnfitImage */
function singleVolumeSize({ dims }: NiftiHeader): Size {
  const [x = 1, y = 1, z = 1, ...further] = dims;
  const frames = further.reduce((product, n) => product * n, 1);
  if (frames > 1) {
    throw new UnfitImage(
      `The image is ${dims.length}-D (${dims.join(' x ')}, ${frames} frames); one 3-D volume is needed.`,
    );
  }
  return [x, y, z];
}

function assertVoxOffset({ voxOffset, headerBytes }: NiftiHeader): void {
  if (!Number.isSafeInteger(voxOffset) || voxOffset < headerBytes + 4) {
    throw new MalformedImage(
      `The header says that the voxels begin at byte ${voxOffset}; in a .nii file that is a whole number from ${headerBytes + 4} on.`,
    );
  }
}

function assertWithinLimit(
  { dims, voxOffset }: NiftiHeader,
  bytes: number,
  { decodedBytes }: ReadLimits,
): void {
  if (voxOffset + bytes <= decodedBytes) return;
  const what = `${dims.join(' x ')} voxels, ${formatBytes(voxOffset + bytes)} in memory`;
  throw new LimitExceeded(`The header declares ${what}; the limit is ${formatBytes(decodedBytes)}.`);
}

/** Before anything is allocated: a short file that claims a large image costs nothing. */
function assertEnoughBytes({ voxOffset }: NiftiHeader, bytes: number, source: ByteSource): void {
  if (voxOffset + bytes <= source.atMost) return;
  const [declared, held] = [formatBytes(voxOffset + bytes), formatBytes(source.atMost)];
  throw new MalformedImage(
    `The header declares ${declared}; the file can hold no more than ${held}: it is cut short.`,
  );
}

async function skip(source: ByteSource, bytes: number): Promise<void> {
  const scratch = new Uint8Array(Math.min(bytes, 1 << 20));
  for (let left = bytes; left > 0; left -= scratch.length) {
    await fillWhole(source, scratch.subarray(0, left), 'bytes before the voxels');
  }
}

async function fillWhole(source: ByteSource, target: Uint8Array, what: string): Promise<void> {
  const filled = await source.fill(target);
  if (filled < target.length) {
    throw new MalformedImage(`The file ends ${target.length - filled} bytes before the end of its ${what}.`);
  }
}

function allocate(bytes: number): ArrayBuffer {
  try {
    return new ArrayBuffer(bytes);
  } catch (cause) {
    throw new LimitExceeded(`The image needs ${formatBytes(bytes)} of memory, more than there is.`, {
      cause,
    });
  }
}
