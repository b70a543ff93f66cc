import { readFileSync } from 'node:fs';
import { correctedDeepgrow } from './corrected-deepgrow.js';
import type { DeepgrowSpec } from './deepgrow-network.js';
import { mirrorsOf } from './mean-over-mirrors.js';
import { readWeights } from './read-weights.js';
import type { Reach } from './spread.js';

const DESCRIPTION =
  'Solver by formulas, corrected by a small network that was trained on synthetic shapes alone: what foreground clicks ' +
  'lie in, on one slice of any image. It has seen no patient: a rough outline from one click, a good one from three to ten.';

const SIDE = 256;
/** As far as half of the slice, from any click. */
const STEPS: readonly Reach[] = Array.from({ length: 100 }, (_, round) =>
  round % 2 === 0 ? 'corners' : 'faces',
);

export const DEEPGROW_2D_SPEC: DeepgrowSpec = {
  name: 'deepgrow_2d',
  description: DESCRIPTION,
  size: [SIDE, SIDE],
  fine: 1,
  coarse: 2,
  rounds: STEPS,
  settling: 6,
};

const WEIGHTS = new URL('../../weights/deepgrow-2d-refiner.safetensors', import.meta.url);

export const deepgrow2dModel = (): Uint8Array =>
  correctedDeepgrow(DEEPGROW_2D_SPEC, {
    weights: readWeights(readFileSync(WEIGHTS)),
    mirrors: mirrorsOf(2),
  });

/**
 * MONAI's chain for DeepGrow on slices, which all clients know how to ask. The solver does not mind units, so that
 * values come as they are; voxels come as large as they are, so that nothing is sampled that no click is near.
 */
export const DEEPGROW_2D_CONFIG = {
  version: 1,
  type: 'deepgrow',
  labels: [],
  description: DESCRIPTION,
  pre_transforms: [
    { name: 'monai.transforms.LoadImaged', args: { keys: 'image' } },
    { name: 'monai.transforms.AsChannelFirstd', args: { keys: 'image' } },
    {
      name: 'monai.apps.deepgrow.transforms.AddGuidanceFromPointsd',
      args: { ref_image: 'image', guidance: 'guidance', dimensions: 2 },
    },
    {
      name: 'monai.apps.deepgrow.transforms.Fetch2DSliced',
      args: { keys: 'image', guidance: 'guidance' },
    },
    { name: 'monai.transforms.AddChanneld', args: { keys: 'image' } },
    {
      name: 'monai.apps.deepgrow.transforms.SpatialCropGuidanced',
      args: { keys: 'image', guidance: 'guidance', spatial_size: [SIDE, SIDE] },
    },
    {
      name: 'monai.transforms.Resized',
      args: { keys: 'image', spatial_size: [SIDE, SIDE], mode: 'bilinear' },
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
    meta_data: { deepgrow: '2D' },
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
