import type { OnnxValue } from '@aiaa/inference/testing';
import type { GraphMaths } from './graph-maths.js';

/** Beyond any scanner, and its square is still a float32. */
const LIMIT = 1e9;

/** An image in which every voxel is a number to reckon with: what is none is 0. */
export const finite = ({ node, clip }: GraphMaths, image: OnnxValue): OnnxValue =>
  clip(node('Where', [node('IsNaN', [image]), 0, image]), -LIMIT, LIMIT);
