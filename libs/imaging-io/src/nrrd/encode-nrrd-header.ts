import { affineColumn, type Volume } from '@aiaa/volume';
import { UnfitImage } from '@aiaa/volume/errors';
import { ITK_SPACE, spaceName, turnBetweenRasAnd } from '../patient-space.js';
import { HOST_LITTLE_ENDIAN } from '../voxels/host-byte-order.js';
import { nrrdTypeName } from './nrrd-types.js';

/**
 * Everything before the voxels of a NRRD file, in the space that ITK and Slicer write and in the order of teem's
 * fields. Several channels are a last axis. The numbers are the shortest that read back as the same doubles.
 *
 * The parser of browser clients (npm nrrd-js 0.2.1) wants `endian` with every type, and throws at fields of quoted
 * strings, such as `labels` and `units`: there are none.
 * @throws UnfitImage when an axis has no voxel.
 */
export function encodeNrrdHeader(
  { size, channels, affine, dtype }: Volume,
  encoding: 'raw' | 'gzip',
): string {
  if (size.some((n) => n < 1)) {
    throw new UnfitImage(
      `The volume has ${size.join(' x ')} voxels; a NRRD file has at least one along each axis.`,
    );
  }
  const turned = turnBetweenRasAnd(ITK_SPACE, affine);
  const vector = (column: 0 | 1 | 2 | 3): string => `(${affineColumn(turned, column).join()})`;
  const several = channels > 1;
  const lines = [
    'NRRD0004', // the first version with a space (section 1.1)
    `type: ${nrrdTypeName(dtype)}`,
    `dimension: ${several ? 4 : 3}`,
    `space: ${spaceName(ITK_SPACE)}`,
    `sizes: ${[...size, ...(several ? [channels] : [])].join(' ')}`,
    `space directions: ${vector(0)} ${vector(1)} ${vector(2)}${several ? ' none' : ''}`,
    `kinds: domain domain domain${several ? ' list' : ''}`,
    `endian: ${HOST_LITTLE_ENDIAN ? 'little' : 'big'}`,
    `encoding: ${encoding}`,
    `space origin: ${vector(3)}`,
  ];
  return `${lines.join('\n')}\n\n`;
}
