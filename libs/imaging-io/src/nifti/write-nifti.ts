import { packing, voxelPieces, writePieces } from '../files/write-pieces.js';
import type { FormatWriter } from '../format-writer.js';
import { encodeNiftiHeader } from './encode-nifti-header.js';

/** Writes a single NIfTI-1 file, gzipped when the path ends in `.gz`. */
export const writeNifti: FormatWriter = (path, volume, { like, level, signal }) => {
  const header = encodeNiftiHeader(volume, like);
  const packed = path.toLowerCase().endsWith('.gz');
  return writePieces(
    path,
    {
      pieces: [header, ...voxelPieces(volume.voxels)],
      ...(packed ? { gzip: packing(volume.dtype, level) } : {}),
    },
    signal,
  );
};
