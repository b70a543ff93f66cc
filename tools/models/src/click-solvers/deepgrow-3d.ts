import { readFileSync } from 'node:fs';
import { correctedDeepgrow } from './corrected-deepgrow.js';
import type { DeepgrowSpec } from './deepgrow-network.js';
import { mirrorsOf } from './mean-over-mirrors.js';
import { readWeights } from './read-weights.js';
import type { Reach } from './spread.js';

const DESCRIPTION =
  'Solver by formulas, corrected by a small network that was trained on synthetic shapes alone, experimental: what ' +
  'foreground clicks lie in, in any volume. It has seen no patient: rough, and a click may spoil what another one won.';

/** Depth, x, y, as MONAI's DeepGrow has them. */
const SIZE = [128, 192, 192] as const;
const STEPS: readonly Reach[] = Array.from({ length: 64 }, () => 'faces');

/** For the whole, or for the cubes that a network is trained on. */
export const deepgrow3dSpec = (size: readonly number[] = SIZE): DeepgrowSpec => ({
  name: 'deepgrow_3d',
  description: DESCRIPTION,
  size,
  fine: 2,
  coarse: 4,
  rounds: STEPS,
  settling: 5,
});

const WEIGHTS = new URL('../../weights/deepgrow-3d-refiner.safetensors', import.meta.url);

/** More of them take more time, and find no more. */
const MIRRORS = mirrorsOf(3).slice(0, 1);

export const deepgrow3dModel = (): Uint8Array =>
  correctedDeepgrow(deepgrow3dSpec(), {
    weights: readWeights(readFileSync(WEIGHTS)),
    mirrors: MIRRORS,
  });

/** MONAI's chain for DeepGrow on volumes, with values and voxels as they come. */
export const DEEPGROW_3D_CONFIG = {
  version: 1,
  type: 'deepgrow',
  labels: [],
  description: DESCRIPTION,
  pre_transforms: [
    { name: 'monai.transforms.LoadImaged', args: { keys: 'image' } },
    { name: 'monai.transforms.AsChannelFirstd', args: { keys: 'image' } },
    {
      name: 'monai.apps.deepgrow.transforms.AddGuidanceFromPointsd',
      args: { ref_image: 'image', guidance: 'guidance', dimensions: 3 },
    },
    { name: 'monai.transforms.AddChanneld', args: { keys: 'image' } },
    {
      name: 'monai.apps.deepgrow.transforms.SpatialCropGuidanced',
      args: { keys: 'image', guidance: 'guidance', spatial_size: SIZE.slice(1) },
    },
    {
      name: 'monai.transforms.Resized',
      args: { keys: 'image', spatial_size: SIZE, mode: 'trilinear' },
    },
    {
      name: 'monai.apps.deepgrow.transforms.ResizeGuidanced',
      args: { guidance: 'guidance', ref_image: 'image' },
    },
    {
      name: 'monai.apps.deepgrow.transforms.AddGuidanceSignald',
      args: { image: 'image', guidance: 'guidance' },
    },
  ],
  cache_until: 'monai.apps.deepgrow.transforms.AddGuidanceFromPointsd',
  inference: {
    input: 'image',
    output: 'pred',
    meta_data: { deepgrow: '3D' },
    AIAA: { name: 'aiaa.inference.PyTorchInference', args: { scanning_window: false } },
  },
  post_transforms: [
    { name: 'monai.transforms.Activationsd', args: { keys: 'pred', sigmoid: true } },
    {
      name: 'monai.transforms.AsDiscreted',
      args: { keys: 'pred', threshold_values: true, logit_thresh: 0.5 },
    },
    { name: 'monai.transforms.ToNumpyd', args: { keys: 'pred' } },
    {
      name: 'monai.apps.deepgrow.transforms.RestoreLabeld',
      args: { keys: 'pred', ref_image: 'image', mode: 'nearest' },
    },
    { name: 'monai.transforms.AsChannelLastd', args: { keys: 'pred' } },
  ],
  writer: { name: 'aiaa.transforms.Writer', args: { image: 'pred', json: 'result' } },
} as const;
