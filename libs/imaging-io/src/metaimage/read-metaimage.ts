import { makeVolume, voxelCount, type Voxels } from '@aiaa/volume';
import { MalformedImage, UnsupportedImage } from '@aiaa/volume/errors';
import type { ByteSource } from '../bytes/byte-source.js';
import { inflateSource } from '../bytes/inflate-source.js';
import type { FormatReader, ReadContext } from '../format-reader.js';
import { readVoxels, type VoxelBlock } from '../voxels/read-voxels.js';
import { storedBytes } from '../voxels/stored-type.js';
import { voxelCoding } from '../voxels/voxel-coding.js';
import { takeMetaImageFields } from './metaimage-fields.js';
import { decodeMetaImageHeader, type MetaImageHeader } from './metaimage-header.js';

/**
 * Reads a MetaImage (ITK's MetaIO): one file, or the header of a pair whose voxels another file holds. The world is
 * the one that ITK reads from it. The numbers of a voxel become channels, and so does the fourth axis; where there
 * are both, the channels of each number follow one another in the order of the fourth axis.
 */
export const readMetaImage: FormatReader = async (source, context) => {
  const text = await takeMetaImageFields(source);
  const header = decodeMetaImageHeader(text);
  const { size, components, frames, affine, stored, warnings } = header;
  const channels = components * frames;
  const coding = voxelCoding(stored, header.littleEndian);
  const block: VoxelBlock = { coding, size, channels, sideBySide: components, skip: 0 };
  const file = header.voxelFile === undefined ? source : await context.openVoxelFile(header.voxelFile);
  const voxels = header.compressed
    ? await readPacked(file, header, block, context)
    : await readVoxels(file, { ...block, skip: skipOf(header, text.bytes, file) }, context.limits);
  const volume = makeVolume({ voxels, size, affine, channels });
  return { volume, stored, warnings };
};

async function readPacked(
  file: ByteSource,
  { headerSize }: MetaImageHeader,
  block: VoxelBlock,
  { limits, signal }: ReadContext,
): Promise<Voxels> {
  // ITK fails on such a file too: it takes the size of the stream from the start of the file.
  if (headerSize !== 0) {
    throw new UnsupportedImage(
      `The voxels are compressed and HeaderSize is ${headerSize}; of compressed files, those with HeaderSize 0 are read.`,
    );
  }
  const inflated = inflateSource(file, 'zlib', { signal });
  try {
    return await readVoxels(inflated, block, limits);
  } finally {
    await inflated.close();
  }
}

/** HeaderSize counts from the start of the file that holds the voxels, also when that is the header's own. */
function skipOf(
  { headerSize, voxelFile, ...header }: MetaImageHeader,
  textBytes: number,
  file: ByteSource,
): number {
  if (headerSize === 0) return 0;
  if (headerSize === -1) {
    const count = voxelCount(header.size) * header.components * header.frames;
    return Math.max(file.atMost - count * storedBytes(header.stored), 0);
  }
  if (voxelFile !== undefined) return headerSize;
  if (headerSize >= textBytes) return headerSize - textBytes;
  throw new MalformedImage(
    `The header says that the voxels begin at byte ${headerSize}; it is ${textBytes} bytes long itself.`,
  );
}
