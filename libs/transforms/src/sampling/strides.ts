import type { Size } from '@aiaa/volume';

/** How far apart neighbours along x, y and z lie in memory. */
export const stridesOf = (size: Size): readonly [number, number, number] => [1, size[0], size[0] * size[1]];
