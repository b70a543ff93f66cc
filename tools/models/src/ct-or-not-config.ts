import { CT_OR_NOT_DESCRIPTION, CT_OR_NOT_LABELS } from './ct-or-not-network.js';

/** Shares stay what they are on fewer voxels, and cost less there. */
const SIDE = 96;

/** The model's config, in the v4 shape of AIAA (Clara Train 4). */
export const CT_OR_NOT_CONFIG = {
  version: 1,
  type: 'classification',
  labels: CT_OR_NOT_LABELS,
  description: CT_OR_NOT_DESCRIPTION,
  pre_transforms: [
    { name: 'monai.transforms.LoadImaged', args: { keys: 'image' } },
    { name: 'monai.transforms.EnsureChannelFirstd', args: { keys: 'image' } },
    {
      name: 'monai.transforms.Resized',
      args: { keys: 'image', spatial_size: [SIDE, SIDE, SIDE], mode: 'nearest' },
    },
  ],
  inference: {
    input: 'image',
    output: 'pred',
    AIAA: { name: 'aiaa.inference.PyTorchInference', args: { scanning_window: false } },
  },
  post_transforms: [{ name: 'monai.transforms.Activationsd', args: { keys: 'pred', softmax: true } }],
} as const;
