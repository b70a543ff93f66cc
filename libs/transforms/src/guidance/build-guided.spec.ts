import { chiralVolume } from '@aiaa/volume/testing';
import { voxelIndex } from '@aiaa/volume';
import { describe, expect, it } from '@jest/globals';
import { identityStep } from '../step.js';
import { addGuidanceSignal } from './add-guidance-signal.js';
import { buildGuided, looksAtClicks } from './build-guided.js';
import { cropGuidance } from './crop-guidance.js';
import { fetchSlice } from './fetch-slice.js';
import { guidedChain } from './guided-chain.js';
import type { GuidedSpec } from './guidance-spec.js';
import { withGuidance } from './with-guidance.js';
import { resize } from '../spatial/resize.js';

const SPECS: readonly GuidedSpec[] = [
  { kind: 'fetch-slice' },
  { kind: 'crop-guidance', spatialSize: [4, 4], margin: 1 },
  { kind: 'resize', size: [6, 6, 1] },
  { kind: 'add-guidance-signal', sigma: 1 },
];

describe('a guided chain built from specs', () => {
  it('does what the transforms do one after the other', () => {
    const volume = chiralVolume('float32');
    const start = { step: identityStep(volume), guidance: [[voxelIndex(2, 3, 1)], []] };
    const byHand = guidedChain([
      fetchSlice,
      cropGuidance({ spatialSize: [4, 4], margin: 1 }),
      withGuidance(resize({ size: [6, 6, 1] })),
      addGuidanceSignal({ sigma: 1 }),
    ])(start);
    const built = buildGuided(SPECS)(start);
    expect(built.guidance).toEqual(byHand.guidance);
    expect(built.step.maps).toEqual(byHand.step.maps);
    expect(built.step.volume.channels).toBe(3);
    expect(Array.from(built.step.volume.voxels)).toEqual(Array.from(byHand.step.volume.voxels));
  });

  it('is no step at all without specs', () => {
    const start = { step: identityStep(chiralVolume('int16')), guidance: [] };
    expect(buildGuided([])(start)).toBe(start);
  });

  it('knows which steps look at clicks', () => {
    expect(SPECS.map(looksAtClicks)).toEqual([true, true, false, true]);
  });
});
