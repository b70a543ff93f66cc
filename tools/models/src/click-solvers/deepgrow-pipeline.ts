/**
 * No network of its own: the solver of volumes finds a mask, and that of slices works on each slice of it (Clara
 * Train's DeepgrowInferencePipeline).
 */
export const DEEPGROW_PIPELINE_CONFIG = {
  version: 1,
  type: 'pipeline',
  labels: [],
  description:
    'Experimental: deepgrow_3d, and deepgrow_2d on each slice of what that finds; better from one ' +
    'click, not from several. Neither has seen a patient.',
  inference: {
    meta_data: { deepgrow: '3D' },
    AIAA: {
      name: 'aiaa.apps.deepgrow.DeepgrowInferencePipeline',
      args: { models: ['deepgrow_2d', 'deepgrow_3d'] },
    },
  },
  writer: { name: 'aiaa.transforms.Writer', args: { image: 'pred', json: 'result' } },
} as const;
