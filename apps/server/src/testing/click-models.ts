/** One class, every voxel by itself: its channels, each by its weight, and the bias. */
export interface Scores {
  readonly axes: readonly string[];
  readonly weights: readonly number[];
  readonly bias: number;
}

export interface ClickModel {
  readonly config: object;
  readonly scores: Scores;
}

const BRIGHTNESS = { name: 'NormalizeIntensityd', args: { keys: 'image', subtrahend: 0, divisor: 1000 } };
const DECIDE = { name: 'AsDiscreted', args: { keys: 'pred', threshold: 0 } };

const deepgrow = (dimensions: 2 | 3): object => ({
  type: 'deepgrow',
  labels: ['letter'],
  pre_transforms: [
    { name: 'AsChannelFirstd', args: { keys: 'image' } },
    { name: 'Spacingd', args: { keys: 'image', pixdim: dimensions === 2 ? [1, 1] : [1, 1, 2] } },
    { name: 'AddGuidanceFromPointsd', args: { ref_image: 'image', guidance: 'guidance', dimensions } },
    ...(dimensions === 2 ? [{ name: 'Fetch2DSliced', args: { keys: 'image', guidance: 'guidance' } }] : []),
    { name: 'AddChanneld', args: { keys: 'image' } },
    BRIGHTNESS,
    { name: 'AddGuidanceSignald', args: { image: 'image', guidance: 'guidance', sigma: 2 } },
  ],
  inference: { AIAA: { args: {} } },
  post_transforms: [DECIDE, { name: 'RestoreLabeld', args: { keys: 'pred', mode: 'nearest' } }],
});

const dextr3d = {
  type: 'annotation',
  labels: ['letter'],
  pre_transforms: [
    { name: 'EnsureChannelFirstd', args: { keys: 'image' } },
    BRIGHTNESS,
    { name: 'AddExtremePointsChanneld', args: { keys: 'image', sigma: 3, rescale_min: 0, rescale_max: 1 } },
  ],
  inference: { meta_data: { padding: 5, roi: [16, 16, 8] }, AIAA: { args: {} } },
  post_transforms: [DECIDE],
};

/** From a voxel's brightness, and how near the clicks are. */
const NEAR_CLICKS = { weights: [1, 2, -2], bias: -1.5 };
const NEAR_POINTS = { weights: [1, 1], bias: -0.9 };

/** A plain model of each type that lives by clicks. */
export const CLICK_MODELS: Readonly<Record<'slice' | 'volume' | 'extreme', ClickModel>> = {
  slice: { config: deepgrow(2), scores: { axes: ['X', 'Y'], ...NEAR_CLICKS } },
  volume: { config: deepgrow(3), scores: { axes: ['X', 'Y', 'Z'], ...NEAR_CLICKS } },
  extreme: { config: dextr3d, scores: { axes: ['X', 'Y', 'Z'], ...NEAR_POINTS } },
};
