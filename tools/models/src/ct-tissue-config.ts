import { CT_TISSUE_DESCRIPTION, CT_TISSUES } from './ct-tissue-network.js';

/**
 * The model's config, in the v4 shape of AIAA (Clara Train 4). The network takes raw Hounsfield units on the
 * image's own grid, so nothing is resampled and Restored finds the grid it wants.
 *
 * Windows are flat, since slices are often few, and are padded with their edge, since 0 would mean soft tissue.
 * The network sees two voxels far; where windows overlap, its scores at their borders blur a little.
 */
export const CT_TISSUE_CONFIG = {
  version: 1,
  type: 'segmentation',
  labels: CT_TISSUES.slice(1),
  description: CT_TISSUE_DESCRIPTION,
  pre_transforms: [
    { name: 'monai.transforms.LoadImaged', args: { keys: 'image' } },
    { name: 'monai.transforms.EnsureChannelFirstd', args: { keys: 'image' } },
  ],
  inference: {
    input: 'image',
    output: 'pred',
    AIAA: {
      name: 'aiaa.inference.PyTorchInference',
      args: { scanning_window: true, roi: [128, 128, 64], overlap: 0.25, padding_mode: 'replicate' },
    },
  },
  post_transforms: [
    { name: 'monai.transforms.AsDiscreted', args: { keys: 'pred', argmax: true } },
    { name: 'monai.transforms.SqueezeDimd', args: { keys: 'pred', dim: 0 } },
    { name: 'monai.transforms.ToNumpyd', args: { keys: 'pred' } },
    { name: 'aiaa.transforms.Restored', args: { keys: 'pred', ref_image: 'image' } },
    {
      name: 'aiaa.transforms.ExtremePointsd',
      args: { keys: 'pred', result: 'result', points: 'points' },
    },
    { name: 'aiaa.transforms.BoundingBoxd', args: { keys: 'pred', result: 'result', bbox: 'bbox' } },
  ],
  writer: { name: 'aiaa.transforms.Writer', args: { image: 'pred', json: 'result' } },
} as const;
