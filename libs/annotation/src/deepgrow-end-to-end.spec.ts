import { mkdtemp, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { maskOf, type AnnotationRequest, type SegmentationRequest } from '@aiaa/annotator';
import { askAnnotator } from '@aiaa/annotator/testing';
import { readImage } from '@aiaa/imaging-io';
import { decodeModelConfig } from '@aiaa/models';
import { addGuidance, buildChain, buildGuided } from '@aiaa/transforms';
import { channelOf, labelMapOf, voxelIndex, type VoxelIndex, type Volume } from '@aiaa/volume';
import { makeAnnotator } from './annotator-in-process.js';
import { annotationFolder, type AnnotationFolder } from './fixtures/annotation-folder.js';

jest.setTimeout(120_000);

type Points = readonly (readonly [number, number, number])[];

/** Clicks or points on one volume, as MONAI answers them. */
interface Case {
  readonly model: string;
  readonly volume: string;
  readonly about: string;
  readonly clicks?: Readonly<Record<string, Points>>;
  readonly slice?: number;
  readonly spatialSize?: readonly number[];
  readonly points?: Points;
  readonly size: readonly number[];
  readonly mask: string;
  /** What the network sees, for models of extreme points. */
  readonly input?: readonly Steps[];
}

/** A channel in 65535 steps from its least value to its greatest. */
interface Steps {
  readonly low: number;
  readonly high: number;
  readonly steps: string;
}

interface Reference {
  readonly configs: Readonly<Record<string, unknown>>;
  readonly networks: Readonly<Record<string, string>>;
  readonly phantoms: Readonly<Record<string, string>>;
  readonly cases: readonly Case[];
}

const FIXTURE = new URL('./fixtures/deepgrow-end-to-end.json', import.meta.url);

/** The file is ours, made by tools/fixtures/deepgrow-end-to-end.py. */
const reference = JSON.parse(await readFile(FIXTURE, 'utf8')) as Reference;

const cases = reference.cases.map((one) => [`${one.model}, ${one.volume}: ${one.about}`, one] as const);

let folder: AnnotationFolder;
beforeAll(async () => {
  folder = await annotationFolder();
});
afterAll(() => folder.remove());

const fromText = (text = ''): Buffer => Buffer.from(text, 'base64');

const voxels = (points: Points = []): VoxelIndex[] => points.map(([x, y, z]) => voxelIndex(x, y, z));

async function modelOf(name: string) {
  const model = await mkdtemp(join(folder.path, `${name}-`));
  await writeFile(join(model, 'model.onnx'), fromText(reference.networks[name]));
  await writeFile(join(model, 'config_aiaa.json'), JSON.stringify(reference.configs[name]));
  return { name, revision: '1', folder: model };
}

async function sent({ model, volume }: Case): Promise<SegmentationRequest> {
  const bytes = fromText(reference.phantoms[volume]);
  return folder.request(await modelOf(model), [{ name: 'phantom.nii.gz', bytes }]);
}

async function requestOf(one: Case): Promise<AnnotationRequest> {
  const { points, clicks = {}, slice, spatialSize } = one;
  const request = await sent(one);
  if (points !== undefined) return { ...request, kind: 'dextr3d', points: voxels(points) };
  const lists = Object.fromEntries(Object.entries(clicks).map(([name, list]) => [name, voxels(list)]));
  const chosen = { ...(slice === undefined ? {} : { slice }), ...(spatialSize && { spatialSize }) };
  return { ...request, kind: 'deepgrow', clicks: { lists, ...chosen } };
}

async function annotated(request: AnnotationRequest) {
  const annotator = makeAnnotator({ threads: 1 });
  try {
    return maskOf(await askAnnotator(annotator, request).answer);
  } finally {
    await annotator.close();
  }
}

const differing = (ours: ArrayLike<number>, theirs: ArrayLike<number>): number =>
  Array.from(ours).filter((label, at) => label !== theirs[at]).length;

describe("the same config, network, file and clicks as MONAI's own chain", () => {
  it('gives another mask for other clicks', () => {
    const masks = reference.cases.map(({ model, volume, mask }) => [model, volume, mask].join());
    expect(masks).toHaveLength(23);
    expect(new Set(masks).size).toBe(masks.length);
  });

  it.each(cases)('gives the same mask: %s', async (_name, one) => {
    const result = await annotated(await requestOf(one));
    const mask = labelMapOf((await readImage(result.file)).volume);
    expect(mask.size).toEqual(one.size);
    const theirs = gunzipSync(fromText(one.mask));
    expect(theirs).toHaveLength(mask.voxels.length);
    // all scores stay a hundred times further from a tie than rounding moves them
    expect(differing(mask.voxels, theirs)).toBe(0);
  });
});

describe('the network of a model of extreme points', () => {
  const ofPoints = cases.filter(([, { model }]) => model === 'dextr3d');

  it.each(ofPoints)('sees what MONAI makes of image and points: %s', async (_name, one) => {
    const shown = await shownTo(one);
    const { input = [] } = one;
    expect(shown.channels).toBe(input.length);
    input.forEach(({ low, high, steps }, channel) => {
      const seen = channelOf(shown, channel);
      const theirs = valuesOf(steps).map((step) => low + (step / 65_535) * (high - low));
      expect(theirs).toHaveLength(seen.length);
      // half a step is rounded away
      expect(worst(seen, theirs)).toBeLessThan(2e-5);
    });
  });
});

/** What a model's own chain makes of an image and points. */
async function shownTo(one: Case): Promise<Volume> {
  const config = decodeModelConfig(reference.configs[one.model]);
  if (config.type === 'pipeline') throw new Error(`${one.model} is not one network.`);
  const { volume } = await readImage((await sent(one)).images);
  const placed = addGuidance(buildChain(config.pre)(volume), [voxels(one.points)]);
  return buildGuided(config.guided)(placed).step.volume;
}

function valuesOf(steps: string): Float64Array {
  const bytes = gunzipSync(fromText(steps));
  return Float64Array.from({ length: bytes.length / 2 }, (_, at) => bytes.readUInt16LE(2 * at));
}

const worst = (ours: ArrayLike<number>, theirs: Float64Array): number =>
  theirs.reduce((most, value, at) => Math.max(most, Math.abs(value - ours[at])), 0);
