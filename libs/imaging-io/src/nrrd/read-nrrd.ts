import { makeVolume, type Voxels } from '@aiaa/volume';
import { inflateSource } from '../bytes/inflate-source.js';
import type { PeekableSource } from '../bytes/peekable-source.js';
import type { FormatReader, ReadContext } from '../format-reader.js';
import { readVoxels } from '../voxels/read-voxels.js';
import { voxelCoding } from '../voxels/voxel-coding.js';
import { orderAxes, type AxisOrder } from './axis-order.js';
import { nrrdFields } from './nrrd-fields.js';
import { decodeNrrdHeader, type NrrdHeader } from './nrrd-header.js';
import { placeNrrd } from './place-nrrd.js';
import { takeText } from './take-text.js';

/**
 * Reads a NRRD file with the voxels in it (http://teem.sourceforge.net/nrrd/format.html), raw or gzipped. An axis
 * that does not lie in space becomes channels.
 */
export const readNrrd: FormatReader = async (source, context) => {
  const header = decodeNrrdHeader(nrrdFields(await takeText(source, endOfHeader, 'header')));
  const order = orderAxes(header.axes);
  const { affine, warnings } = placeNrrd(header.space, order.spatial);
  await takeText(source, endOfLines(header.lineSkip), 'text before the voxels');
  const voxels = await readPayload(source, header, order, context);
  const { size, channels } = order;
  return { volume: makeVolume({ voxels, size, affine, channels }), stored: header.stored, warnings };
};

/** The header ends with a blank line. */
function endOfHeader(text: string): number {
  const blank = /\n\r?\n/.exec(text);
  return blank === null ? -1 : blank.index + blank[0].length;
}

const endOfLines =
  (count: number) =>
  (text: string): number => {
    let end = 0;
    for (let line = 0; line < count; line++) {
      const at = text.indexOf('\n', end);
      if (at < 0) return -1;
      end = at + 1;
    }
    return end;
  };

async function readPayload(
  source: PeekableSource,
  { stored, littleEndian, encoding, byteSkip }: NrrdHeader,
  order: AxisOrder,
  { limits, signal }: ReadContext,
): Promise<Voxels> {
  const block = { coding: voxelCoding(stored, littleEndian), ...order, skip: byteSkip };
  if (encoding === 'raw') return readVoxels(source, block, limits);
  const inflated = inflateSource(source, 'gzip', { signal });
  try {
    return await readVoxels(inflated, block, limits);
  } finally {
    // It closes `source` too; whoever opened that closes it once more, to no effect.
    await inflated.close();
  }
}
