import { planePoint, type PlanePoint } from '@aiaa/volume';
import type { Frame } from './rasterize-rings.js';

/** The voxel of the frame that is nearest to a place. */
export const toVoxel = (x: number, y: number, { width, height }: Frame): PlanePoint =>
  planePoint(clamp(Math.round(x), width - 1), clamp(Math.round(y), height - 1));

/** In this order a zero is never the negative one. */
const clamp = (value: number, highest: number): number => Math.max(Math.min(value, highest), 0);
