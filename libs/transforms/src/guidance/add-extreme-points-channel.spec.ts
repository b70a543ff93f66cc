import { describe, expect, it } from '@jest/globals';
import { IDENTITY_AFFINE, channelOf, linearIndex, makeVolume, voxelCount, voxelIndex, type Size, type Volume } from '@aiaa/volume'; // prettier-ignore
import { fromGolden, goldenCases } from '../fixtures/golden.js';
import { identityStep } from '../step.js';
import { addExtremePointsChannel, type ExtremePointsChannelArgs } from './add-extreme-points-channel.js';

type Points = readonly (readonly [number, number, number?])[];

describe('agreement with MONAI 1.5', () => {
  it.each<[string, string, string, ExtremePointsChannelArgs]>([
    ['a slice, without bells', 'monai-guidance', 'extreme-img-0', { sigma: 0 }],
    ['a volume', 'monai-intensity', 'extreme-img-2', { sigma: 1, rescaleMin: 0, rescaleMax: 1 }],
  ])('on %s', (_, file, id, options) => {
    const [{ args, out }] = goldenCases(file, id);
    const expected = fromGolden(out);
    const shown = channel(expected.size, args['points'] as Points, options); // our own committed file
    expect(Math.max(...shown.map((value, at) => Math.abs(value - expected.voxels[at])))).toBeLessThan(1e-6);
  });
});

describe('the channel of points', () => {
  const size = [20, 18, 16] as const;
  const six: Points = [[2, 9, 8], [17, 9, 8], [9, 1, 8], [9, 16, 8], [9, 9, 0], [9, 9, 15]]; // prettier-ignore

  it('comes last, over -1 to 1, brightest near the points', () => {
    const voxels = Uint8Array.from({ length: 2 * voxelCount(size) }, (_, at) => at % 251);
    const image = makeVolume({ voxels, size, affine: IDENTITY_AFFINE, channels: 2 });
    const guidance = [six.map(([x, y, z = 0]) => voxelIndex(x, y, z))];
    const { volume } = addExtremePointsChannel()({ step: identityStep(image), guidance }).step;
    expect([volume.channels, volume.dtype]).toEqual([3, 'float32']);
    expect([...volume.voxels.subarray(0, voxels.length)]).toEqual([...voxels]);
    const points = channelOf(volume, 2);
    expect([Math.min(...points), Math.max(...points)]).toEqual([-1, 1]);
    for (const [x, y, z = 0] of six) expect(points[linearIndex(size, x, y, z)]).toBeGreaterThan(0);
    expect(points[linearIndex(size, 1, 1, 1)]).toBeLessThan(-0.9);
  });

  it('has fallen off by about exp(-1/2) three voxels from a point', () => {
    const line = channel([31, 1, 1], [[15, 0, 0]]);
    for (const x of [12, 18]) expect(line[x]).toBeCloseTo(2 * Math.exp(-0.5) - 1, 1);
    expect([line[2], line[15]]).toEqual([-1, 1]);
  });

  it('shows a point that is named twice once', () => {
    expect(channel(size, [...six, ...six])).toEqual(channel(size, six));
  });

  it('is -1 everywhere without points, where MONAI has NaN', () => {
    expect([...channel([2, 2, 1], [])]).toEqual([-1, -1, -1, -1]);
  });

  it.each([
    [[20, 9, 8], [19, 9, 8]],
    [[-1, 9, 8], [0, 9, 8]],
    [[9, 9, 400], [9, 9, 15]],
  ] as const)('shows a point outside on the border: %j at %j', (outside, onBorder) => {
    expect(channel(size, [...six, outside])).toEqual(channel(size, [...six, onBorder]));
  }); // prettier-ignore
});

function channel(size: Size, points: Points, args?: ExtremePointsChannelArgs): Float32Array {
  const image: Volume = makeVolume({ voxels: new Float32Array(voxelCount(size)), size, affine: IDENTITY_AFFINE }); // prettier-ignore
  const guidance = [points.map(([x, y, z = 0]) => voxelIndex(x, y, z))];
  const { volume } = addExtremePointsChannel(args)({ step: identityStep(image), guidance }).step;
  return Float32Array.from(channelOf(volume, 1));
}
