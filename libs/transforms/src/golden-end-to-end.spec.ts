import { describe, expect, it } from '@jest/globals';
import { makeVolume, type Volume } from '@aiaa/volume';
import { buildChain } from './build.js';
import { discretise } from './label/discretise.js';
import { affineOf, fromGolden, goldenCases, goldenInput, type GoldenArray } from './fixtures/golden.js';
import { restoreVolume } from './restore-volume.js';

type Stages = Readonly<Record<'net_input' | 'logits' | 'inverted' | 'argmax', GoldenArray>>;

const [golden] = goldenCases<Stages>('monai-end-to-end', 'e2e-seg');

/** The file of the case holds int16: the generated values, floor-divided by 4. */
function scan(): Volume<'int16'> {
  const { affine } = golden.out.inverted; // as its float32 header gives it back
  const { size, voxels } = goldenInput({ shape: [1, ...golden.in.shape] });
  const stored = Int16Array.from(voxels, (value) => Math.floor(value / 4));
  return makeVolume<'int16'>({ voxels: stored, size, affine: affineOf(affine ?? []) });
}

describe('a whole segmentation of MONAI 1.5, there and back', () => {
  const step = buildChain([
    { kind: 'orientation', axcodes: 'RAS' },
    { kind: 'spacing', pixdim: [1.5] },
    { kind: 'scale-intensity-range', aMin: -175, aMax: 250, bMin: 0, bMax: 1, clip: true },
  ])(scan());
  const logits = makeVolume<'float32'>({ ...fromGolden(golden.out.logits), affine: step.volume.affine });

  it('gives the network the same input', () => {
    const expected = fromGolden(golden.out.net_input);
    expect(step.volume.size).toEqual(expected.size);
    expect(worst(step.volume, expected)).toBeLessThan(1e-5);
  });

  it('brings the same values home', () => {
    const restored = restoreVolume(step, logits, 'bilinear');
    expect(worst(restored, fromGolden(golden.out.inverted))).toBeLessThan(1e-5);
  });

  it('decides every voxel the same, without class volumes at full size', () => {
    const labels = step.restore({ volume: logits, decide: { kind: 'arg-max' } });
    expect([...labels.voxels]).toEqual([...fromGolden(golden.out.argmax).voxels]);
    expect(labels.dtype).toBe('uint8');
  });

  it('decides as restoring the scores first would', () => {
    const restored = restoreVolume(step, logits, 'bilinear');
    const slow = discretise({ volume: makeVolume<'float32'>({ ...restored, voxels: Float32Array.from(restored.voxels) }), decide: { kind: 'arg-max' } }); // prettier-ignore
    expect(step.restore({ volume: logits, decide: { kind: 'arg-max' } }).voxels).toEqual(slow.voxels);
  });
});

const worst = (a: Volume, b: Volume): number =>
  Math.max(...[...a.voxels].map((value, at) => Math.abs(value - b.voxels[at])));
