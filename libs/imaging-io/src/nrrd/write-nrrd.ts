import { packing, voxelPieces, writePieces } from '../files/write-pieces.js';
import type { FormatWriter } from '../format-writer.js';
import { encodeNrrdHeader } from './encode-nrrd-header.js';

/** Writes a NRRD file with the voxels in it, gzipped unless the level is 0. */
export const writeNrrd: FormatWriter = (path, volume, { level, signal }) => {
  const packed = level !== 0;
  return writePieces(
    path,
    {
      head: Buffer.from(encodeNrrdHeader(volume, packed ? 'gzip' : 'raw'), 'latin1'),
      pieces: voxelPieces(volume.voxels),
      ...(packed ? { gzip: packing(volume.dtype, level) } : {}),
    },
    signal,
  );
};
