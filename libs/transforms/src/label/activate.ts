import { makeVolume, voxelCount, type Volume } from '@aiaa/volume';

/** Turns a network's raw scores into probabilities: across the classes, or each for itself. */
export type Activation = 'softmax' | 'sigmoid';

/**
 * The probabilities of scores, as MONAI's Activations gives them; the grid is unchanged.
 * @param probabilities where to write them; the scores' own voxels, for who needs the scores no more
 */
export function activate(
  scores: Volume<'float32'>,
  activation: Activation,
  probabilities: Float32Array<ArrayBuffer> = new Float32Array(scores.voxels.length),
): Volume<'float32'> {
  const { voxels, size, affine, channels } = scores;
  if (activation === 'softmax') softmax(voxels, voxelCount(size), probabilities);
  else sigmoid(voxels, probabilities);
  return makeVolume<'float32'>({ voxels: probabilities, size, affine, channels });
}

function sigmoid(scores: Float32Array, probabilities: Float32Array): void {
  for (let at = 0; at < scores.length; at++) probabilities[at] = sigmoidOf(scores[at]);
}

export const sigmoidOf = (score: number): number => 1 / (1 + Math.exp(-score));

function softmax(scores: Float32Array, count: number, probabilities: Float32Array): void {
  for (let voxel = 0; voxel < count; voxel++) softmaxAt(scores, { voxel, count }, probabilities);
}

/** Which of `count` voxels; its scores lie `count` apart. */
export interface ScoredVoxel {
  readonly voxel: number;
  readonly count: number;
}

/** The softmax of one voxel's scores; both arrays may be the same. */
export function softmaxAt(
  scores: Float32Array,
  { voxel, count }: ScoredVoxel,
  probabilities: Float32Array,
): void {
  let highest = -Infinity;
  for (let place = voxel; place < scores.length; place += count) {
    if (scores[place] > highest) highest = scores[place];
  }
  // Relative to the highest score the exponential cannot overflow; the highest itself needs none.
  let sum = 0;
  for (let place = voxel; place < scores.length; place += count) {
    const power = scores[place] === highest ? 1 : Math.exp(scores[place] - highest);
    probabilities[place] = power;
    sum += power;
  }
  for (let place = voxel; place < scores.length; place += count) probabilities[place] /= sum;
}
