import { IDENTITY_AFFINE, makeVolume, type Voxels } from '@aiaa/volume';
import type { Image } from '../image.js';

export interface PictureParts {
  readonly width: number;
  readonly height: number;
  /** Each channel one block. */
  readonly voxels: Voxels<'uint8' | 'uint16'>;
  readonly warnings?: readonly string[];
}

/** A volume of one slice: rows along x, downwards along y, at the world's origin, as MONAI's PILReader has it. */
export function pictureImage({ width, height, voxels, warnings = [] }: PictureParts): Omit<Image, 'format'> {
  const channels = voxels.length / (width * height);
  const volume = makeVolume({ voxels, size: [width, height, 1], channels, affine: IDENTITY_AFFINE });
  return { volume, stored: volume.dtype, warnings: [NO_PLACE, ...warnings] };
}

const NO_PLACE =
  'A picture has no place in the patient: x was taken along its rows, y downwards, and 1 mm for each pixel.';
