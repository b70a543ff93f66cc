import type { TransformSpec } from '@aiaa/transforms';

/** A usual chain before a segmentation network; the box is what a crop to the body leaves. */
export const CHAIN_SPECS: readonly TransformSpec[] = [
  { kind: 'orientation', axcodes: 'RAS' },
  { kind: 'spacing', pixdim: [1.5, 1.5, 2] },
  { kind: 'scale-intensity-range', aMin: -57, aMax: 164, bMin: 0, bMax: 1, clip: true },
  { kind: 'spatial-crop', start: [14, 14, 6], end: [260, 260, 118] },
];
