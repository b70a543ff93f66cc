const RANDOM = 'it changes images at random, to train by; leave it out';
const SEVERAL = 'it makes several images of one, and a network here takes one';
const UNDOCUMENTED = 'its arguments were never documented';

/** Transforms that configs are known to name and that are not run, each with the reason and, if any, the way out. */
export const REFUSED_TRANSFORMS: Readonly<Record<string, string>> = {
  AddLabelPoints: UNDOCUMENTED,
  NvDexterExtremePoints: `${UNDOCUMENTED}; name AddExtremePointsChannel`,
  AddClickGuidance: 'it hides what becomes of clicks; name AddGuidanceFromPoints',
  DiscardAddGuidance:
    'channels of clicks are zeros anyway without any; name AddGuidanceFromPointsDeepEdit and AddGuidanceSignalDeepEdit',
  SplitAcrossChannels: SEVERAL,
  SplitBasedOnLabel: SEVERAL,
  CropForegroundObject: `${UNDOCUMENTED}; name CropForeground`,
  NPResizeImage: `${UNDOCUMENTED}; name Resize`,
  CropImageAndLabel: UNDOCUMENTED,
  ScaleByFactor: 'networks are trained for one spacing or size; name Spacing or Resize',
  AddGaussianNoise: RANDOM,
  CropByPosNegRatio: RANDOM,
  CropFixedSizeRandomCenter: RANDOM,
  FastCropByPosNegRatio: RANDOM,
  RandomAxisFlip: RANDOM,
  RandomRotate3D: RANDOM,
  RandomSpatialFlip: RANDOM,
  RandomZoom: RANDOM,
  ScaleIntensityOscillation: RANDOM,
  ScaleShiftIntensity: RANDOM,
};
