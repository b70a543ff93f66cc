import type { Volume, Voxels } from '@aiaa/volume';
import { mapValues } from './map-values.js';

/** The same values in float32; a float32 volume is given back as it is. */
export const asFloat32 = (volume: Volume): Volume<'float32'> =>
  isFloat32(volume) ? volume : mapValues(volume, toFloat32);

const isFloat32 = (volume: Volume): volume is Volume<'float32'> => volume.dtype === 'float32';

export const toFloat32 = (values: Voxels, target: Float32Array): void => target.set(values);
