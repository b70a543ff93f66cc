import { describe, expect, it } from '@jest/globals';
import { AnnotationFailed, type Clicks } from '@aiaa/annotator';
import { decodeModelConfig, type NetworkConfig } from '@aiaa/models';
import { voxelPoint, type Size } from '@aiaa/volume';
import { deepgrowConfig, dextr3dConfig } from './fixtures/click-configs.js';
import { guidanceOf, type Pointing } from './guidance-of.js';

const SIZE: Size = [20, 18, 16];

function networkOf(config: Readonly<Record<string, unknown>>): NetworkConfig {
  const decoded = decodeModelConfig(config);
  if (decoded.type === 'pipeline') throw new Error('One network was meant.');
  return decoded;
}

const VOLUMES = networkOf(deepgrowConfig(3));
const SLICES = networkOf(deepgrowConfig(2));
const POINTS = networkOf(dextr3dConfig({}));
const DEEPEDIT = networkOf({
  type: 'deepgrow',
  labels: ['spleen', 'liver'],
  pre_transforms: [
    { name: 'AddGuidanceFromPointsDeepEditd', args: { label_names: { spleen: 1, liver: 2, background: 0 } } },
    { name: 'AddGuidanceSignalDeepEditd' },
  ],
  inference: { AIAA: { args: {} } },
});
const SEGMENTS = networkOf({ type: 'segmentation', inference: { AIAA: { args: {} } } });

type Triple = readonly [number, number, number];
type Lists = Readonly<Record<string, readonly Triple[]>>;

const at = (points: readonly Triple[]) => points.map(([x, y, z]) => voxelPoint(x, y, z));
const clicking = (lists: Lists, more: Omit<Partial<Clicks>, 'lists'> = {}): Pointing => ({
  clicks: {
    lists: Object.fromEntries(Object.entries(lists).map(([name, list]) => [name, at(list)])),
    ...more,
  },
});
const guidance = (pointing: Pointing, config: NetworkConfig) => guidanceOf(pointing, config, SIZE).guidance;

describe('a click', () => {
  it.each<[reason: string, sent: Triple, voxel: Triple]>([
    ['is where it is', [3, 4, 5], [3, 4, 5]],
    ['is rounded', [3.4, 3.6, 5.49], [3, 4, 5]],
    ['goes to the higher voxel from halfway', [3.5, -0.5, 5.5], [4, 0, 6]],
    ['may have the size as its index', [20, 18, 16], [19, 17, 15]],
    ['may be negative', [-1, -7.5, -0.51], [0, 0, 0]],
    ['may be huge', [1e300, -1e300, 2 ** 53], [19, 0, 15]],
    ['may be infinite', [Infinity, -Infinity, 4], [19, 0, 4]],
  ])('%s', (_reason, sent, voxel) => {
    expect(guidance(clicking({ foreground: [sent] }), VOLUMES)).toEqual([[voxel], []]);
    expect(guidance({ points: at([sent]) }, POINTS)).toEqual([[voxel]]);
  });

  it('is never shown as a negative zero', () => {
    expect(guidance({ points: at([[-0.2, -0, 0]]) }, POINTS)[0][0].some((n) => Object.is(n, -0))).toBe(false);
  });
});

describe('lists of clicks', () => {
  it.each<[string, NetworkConfig, Lists, readonly (readonly Triple[])[]]>([
    ['foreground and background', VOLUMES, { background: [[1, 1, 1]], foreground: [[2, 2, 2]] }, [[[2, 2, 2]], [[1, 1, 1]]]],
    ['background alone', VOLUMES, { background: [[1, 1, 1]] }, [[], [[1, 1, 1]]]],
    ['those of labels the model has not', VOLUMES, { foreground: [[2, 2, 2]], spleen: [[9, 9, 9]] }, [[[2, 2, 2]], []]],
    ["DeepEdit's by label", DEEPEDIT, { liver: [[1, 2, 3]], background: [[4, 5, 6]] }, [[], [[1, 2, 3]], [[4, 5, 6]]]],
    ['foreground, which is its first label', DEEPEDIT, { spleen: [[7, 7, 7]], foreground: [[1, 2, 3]] }, [[[7, 7, 7], [1, 2, 3]], [], []]],
    ['a name that every object has', DEEPEDIT, { ['constructor' as string]: [[1, 1, 1]], liver: [[1, 2, 3]] }, [[], [[1, 2, 3]], []]],
  ])('%s', (_what, config, lists, expected) => {
    expect(guidance(clicking(lists), config)).toEqual(expected);
  }); // prettier-ignore

  it('are empty for a model that does without, and not looked at by one without lists', () => {
    expect(guidance({}, { ...DEEPEDIT, type: 'segmentation' })).toEqual([[], [], []]);
    expect(guidance(clicking({ foreground: [[1, 1, 1]] }), SEGMENTS)).toEqual([]);
    expect(guidance({ points: at([[1, 1, 1]]) }, SEGMENTS)).toEqual([]);
  });
});

describe('the slice of a model of slices', () => {
  const lists: Lists = { foreground: [[1, 1, 5], [2, 2, 3]], background: [[3, 3, 8], [4, 4, 5]] }; // prettier-ignore
  const whole = [lists['foreground'], lists['background']];

  it.each<[string, Omit<Partial<Clicks>, 'lists'>, unknown]>([
    ['is left to the chain, which takes the lowest', {}, whole],
    ['is the one that is named', { slice: 5 }, [[[1, 1, 5]], [[4, 4, 5]]]],
    ['is that of the last click', { current: voxelPoint(0, 0, 8.2) }, [[], [[3, 3, 8]]]],
    ['is the one that is named, whatever the last click', { slice: 3, current: voxelPoint(0, 0, 8) }, [[[2, 2, 3]], []]],
    ['is not that of a last click which is in no list', { current: voxelPoint(0, 0, 11) }, whole],
  ])('%s', (_rule, more, expected) => {
    expect(guidance(clicking(lists, more), SLICES)).toEqual(expected);
  }); // prettier-ignore

  it('is clamped with the last click, as clients send the size', () => {
    const last = { foreground: [[1, 1, 16]], background: [[2, 2, 4]] } as const;
    expect(guidance(clicking(last, { current: voxelPoint(1, 1, 16) }), SLICES)).toEqual([[[1, 1, 15]], []]);
  });

  it('is of no matter to a model of volumes', () => {
    expect(guidance(clicking(lists, { slice: 5, current: voxelPoint(0, 0, 8) }), VOLUMES)).toEqual(whole);
    expect(guidance(clicking(lists, { slice: 99 }), VOLUMES)).toEqual(whole);
  });
});

describe('the size of the crop that a request wants', () => {
  it.each<[readonly number[], readonly number[]]>([
    [[30, 40], [30, 40]],
    [[8, 30, 40], [30, 40, 8]],
    [[30], [30, 30]],
  ])('%j is %j along x, y and z', (spatialSize, expected) => {
    const { guided } = guidanceOf(clicking({ foreground: [[1, 1, 1]] }, { spatialSize }), VOLUMES, SIZE);
    expect(guided.find(({ kind }) => kind === 'crop-guidance')).toMatchObject({ spatialSize: expected, margin: 2 });
    expect(guided.map(({ kind }) => kind)).toEqual(VOLUMES.guided.map(({ kind }) => kind));
  }); // prettier-ignore

  it('leaves the model as it is', () => {
    const before = JSON.stringify(VOLUMES);
    guidanceOf(clicking({ foreground: [[1, 1, 1]] }, { spatialSize: [9, 9, 9] }), VOLUMES, SIZE);
    expect(JSON.stringify(VOLUMES)).toBe(before);
    const { guided } = guidanceOf(clicking({ foreground: [[1, 1, 1]] }), VOLUMES, SIZE);
    expect(guided).toBe(VOLUMES.guided);
  });
});

describe('a request that points nowhere', () => {
  const slice7 = clicking({ foreground: [[1, 1, 5]] }, { slice: 7 });

  it.each<[string, Pointing, NetworkConfig, RegExp]>([
    ['no clicks', {}, VOLUMES, /^There is no click: send a voxel at least, as foreground/],
    ['empty lists', clicking({ foreground: [], background: [] }), SLICES, /^There is no click/],
    ['lists of other labels', clicking({ kidney: [[1, 1, 1]] }), VOLUMES, /^There is no click/],
    ['points for clicks', { points: at([[1, 1, 1]]) }, VOLUMES, /^There is no click/],
    ['no points', {}, POINTS, /^There are no extreme points: send six/],
    ['an empty list of points', { points: [] }, POINTS, /^There are no extreme points/],
    ['clicks for points', clicking({ foreground: [[1, 1, 1]] }), POINTS, /^There are no extreme points/],
    ['a slice without a click', slice7, SLICES, /^There is no click on slice 7, the one that was asked for\.$/],
  ])('%s', (_what, pointing, config, message) => {
    const ask = () => guidanceOf(pointing, config, SIZE);
    expect(ask).toThrow(AnnotationFailed);
    expect(ask).toThrow(message);
    expect(ask).toThrow(expect.objectContaining({ fault: expect.objectContaining({ tag: 'MalformedRequest' }) }));
  }); // prettier-ignore
});
