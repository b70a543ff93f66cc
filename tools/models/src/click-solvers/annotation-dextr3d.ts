import { DEXTR3D_SIDE, dextr3dNetwork } from './dextr3d-network.js';

const DESCRIPTION =
  'Training-free solver: one compact object between six extreme points, in any image, by brightness and the shape that ' +
  'the points leave. No trained network: what is thin, branches or comes in parts it does not find.';

export const annotationDextr3dNetwork = (): Uint8Array => dextr3dNetwork(DESCRIPTION);

/**
 * The crop, the size and the bells are what the type `annotation` takes for granted. The solver does not mind units, so
 * that values come as they are.
 */
export const ANNOTATION_DEXTR3D_CONFIG = {
  version: 1,
  type: 'annotation',
  labels: ['object'],
  description: DESCRIPTION,
  pre_transforms: [
    { name: 'monai.transforms.LoadImaged', args: { keys: 'image' } },
    { name: 'monai.transforms.EnsureChannelFirstd', args: { keys: 'image' } },
  ],
  inference: {
    input: 'image',
    output: 'pred',
    meta_data: { padding: 20, roi: [DEXTR3D_SIDE, DEXTR3D_SIDE, DEXTR3D_SIDE], sigma: 3 },
    AIAA: { name: 'aiaa.inference.PyTorchInference', args: { scanning_window: false } },
  },
  post_transforms: [
    { name: 'monai.transforms.AsDiscreted', args: { keys: 'pred', threshold: 0.5 } },
    { name: 'monai.transforms.KeepLargestConnectedComponentd', args: { keys: 'pred' } },
  ],
  writer: { name: 'aiaa.transforms.Writer', args: { image: 'pred', json: 'result' } },
} as const;
