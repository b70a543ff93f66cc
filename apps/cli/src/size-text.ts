import type { Volume } from '@aiaa/volume';

/** `122 x 101 x 30 voxels`, and of how many channels where there is more than one. */
export const sizeText = ({ size, channels }: Pick<Volume, 'size' | 'channels'>): string =>
  `${size.join(' x ')} voxels${channels === 1 ? '' : `, ${channels} channels`}`;
