import { describe, expect, it } from '@jest/globals';
import {
  IDENTITY_AFFINE,
  allocateVoxels,
  makeLabelMap,
  makeVolume,
  type LabelMap,
  type Volume,
} from '@aiaa/volume';
import { AXIS_ALIGNED_AFFINES, chiralMask, chiralVolume } from '@aiaa/volume/testing';
import { buildChain } from './build.js';
import { resizeLabels } from './label/resize-labels.js';
import { restoreByResize } from './restore-by-resize.js';

/** The volume of a step as a label map: 1 where the letter F shines. */
const labelsOf = (volume: Volume): LabelMap => {
  const labels = allocateVoxels('uint8', volume.voxels.length);
  volume.voxels.forEach((value, at) => (labels[at] = value > 500 ? 1 : 0));
  return makeLabelMap(volume, labels);
};

describe('restoreByResize', () => {
  it.each([0, 13, 29, 47])('undoes turns, pads and crops exactly: orientation %i', (at) => {
    const affine = AXIS_ALIGNED_AFFINES[at] ?? IDENTITY_AFFINE;
    const step = buildChain([
      { kind: 'orientation', axcodes: 'PIR' },
      { kind: 'spatial-pad', size: [20, 20, 20] },
      { kind: 'crop-foreground', margin: 0 },
    ])(chiralVolume('int16', affine));
    expect(restoreByResize(step, labelsOf(step.volume))).toEqual(chiralMask(affine));
  });

  it("is Resize's nearest rule where only the spacing changed, as Restored is", () => {
    const volume = makeVolume({
      voxels: new Int16Array(7 * 5 * 3),
      size: [7, 5, 3],
      affine: IDENTITY_AFFINE,
    });
    const step = buildChain([{ kind: 'spacing', pixdim: [2, 0.7, 1] }])(volume);
    const labels = allocateVoxels('uint8', step.volume.voxels.length).map((_, at) => at % 5);
    const map = makeLabelMap(step.volume, labels);
    expect(restoreByResize(step, map)).toEqual(resizeLabels(map, volume));
    expect(restoreByResize(step, map).size).toEqual([7, 5, 3]);
  });
});
