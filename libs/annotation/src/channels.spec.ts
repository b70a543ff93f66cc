import { readFile } from 'node:fs/promises';
import { gunzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { FaultTag, SegmentationRequest } from '@aiaa/annotator';
import { askAnnotator, expectFault } from '@aiaa/annotator/testing';
import { readImage } from '@aiaa/imaging-io';
import { niftiBytes, zipArchive, type NiftiFields } from '@aiaa/imaging-io/testing';
import { convNetwork, type OnnxDims } from '@aiaa/inference/testing';
import { PHANTOM_SIZE, chiralVolume } from '@aiaa/volume/testing';
import { makeAnnotator } from './annotator-in-process.js';
import {
  annotationFolder,
  segmented,
  type AnnotationFolder,
  type SentFile,
} from './fixtures/annotation-folder.js';

let folder: AnnotationFolder;
beforeAll(async () => {
  folder = await annotationFolder();
});
afterAll(() => folder.remove());

const bytesOf = ({ buffer }: Int16Array<ArrayBuffer>): Uint8Array => new Uint8Array(buffer);
const LETTER = new Int16Array(chiralVolume('int16').voxels);
const MIRRORED = LETTER.toReversed();

/** Oblique, so that a mask that lost its place would show; TR in pixdim[4], where there is a time. */
const GEOMETRY: NiftiFields = {
  pixdim: [1, 2, 2, 3, 2.5, 0, 0, 0],
  srow: [0, -2, 0, 31.5, 2, 0, 0, -12.25, 0, 0, 3, 104],
};
const volumeFile = (name: string, voxels: Int16Array<ArrayBuffer>, fields: NiftiFields = {}): SentFile => ({
  name,
  bytes: niftiBytes({
    dim: [3, ...PHANTOM_SIZE, 1, 1, 1, 1],
    voxels: bytesOf(voxels),
    ...GEOMETRY,
    ...fields,
  }),
});
const T2 = volumeFile('t2.nii', LETTER, { qformCode: 1, qoffset: [1, 2, 3] });
const T10 = volumeFile('t10.nii', MIRRORED, { sformCode: 2, xyztUnits: 10 });
const ELSEWHERE = volumeFile('t10.nii', MIRRORED, { srow: [0, -2, 0, 31.5, 2, 0, 0, 12.25, 0, 0, 3, 104] });
const SERIES: SentFile = {
  name: 'series.nii',
  bytes: niftiBytes({
    dim: [4, ...PHANTOM_SIZE, 2, 1, 1, 1],
    voxels: Buffer.concat([bytesOf(LETTER), bytesOf(MIRRORED)]),
    ...GEOMETRY,
  }),
};

const modelOf = (dims: OnnxDims) =>
  folder.model(convNetwork({ classes: 4, seed: 5, dims }), {
    pre: [
      { name: 'Orientationd', args: { axcodes: 'RAS' } },
      { name: 'SpatialPadd', args: { spatial_size: [16, 16, 16] } },
    ],
    post: [{ name: 'AsDiscreted', args: { argmax: true } }],
    inference: { scanning_window: true, roi: [8, 8, 8], overlap: 0.25 },
  });
const TWO_CHANNELS: OnnxDims = [1, 2, 'X', 'Y', 'Z'];

const masked = async (files: readonly SentFile[]) => {
  const { mask, image, result } = await segmented(await folder.request(await modelOf(TWO_CHANNELS), files));
  return { mask, image, labels: Array.from(mask.volume.voxels), file: result.file };
};

describe('an image of two channels', () => {
  it('gives the same mask from two files and from one series', async () => {
    const [pair, series] = [await masked([T2, T10]), await masked([SERIES])];
    expect(new Set(pair.labels).size).toBeGreaterThan(2);
    expect(series.labels).toEqual(pair.labels);
    expect(pair.mask.volume).toMatchObject({ size: PHANTOM_SIZE, channels: 1 });
  });

  it('has its channels in the order of their names, whatever the order in which they came', async () => {
    const sent = await masked([T2, T10]);
    expect((await masked([T10, T2])).labels).toEqual(sent.labels);
    const swapped = [{ ...T2, name: 't10.nii' }, { ...T10, name: 't2.nii' }]; // prettier-ignore
    expect((await masked(swapped)).labels).not.toEqual(sent.labels);
  });

  it('may come in an archive', async () => {
    const archive = { name: 'scans.zip', bytes: zipArchive([T10, T2]) };
    expect((await masked([archive])).labels).toEqual((await masked([T2, T10])).labels);
  });

  it('gives its mask the header of the first file', async () => {
    const [first, second] = [await readImage(T2), await readImage(T10)];
    const { mask } = await masked([T10, T2]);
    expect(first.nifti).not.toEqual(second.nifti);
    expect(mask.nifti).toEqual(first.nifti);
  });

  it('gives its mask a header of three axes, though its own has four', async () => {
    const { mask, image, file } = await masked([SERIES]);
    expect(mask.nifti).toEqual(image.nifti);
    const header = new Int16Array(gunzipSync(await readFile(file)).buffer.slice(40, 56));
    expect(Array.from(header)).toEqual([3, ...PHANTOM_SIZE, 1, 1, 1, 1]);
  });
});

describe('an image that the network does not take', () => {
  const ONE_CHANNEL: OnnxDims = [1, 1, 'X', 'Y', 'Z'];
  const four = [T2, T10, { ...T2, name: 'a.nii' }, { ...T10, name: 'b.nii' }];

  const ask = async (dims: OnnxDims, files: readonly SentFile[]) =>
    folder.request(await modelOf(dims), files);

  it.each<[string, () => Promise<SegmentationRequest>, FaultTag, RegExp]>([
    [
      'four channels for one',
      () => ask(ONE_CHANNEL, four),
      'UnfitImage',
      /^The image has 4 channels; the network of this model takes 1\.$/,
    ],
    [
      'a series for one volume',
      () => ask(ONE_CHANNEL, [SERIES]),
      'UnfitImage',
      /^The image has 2 channels; .* takes 1\.$/,
    ],
    [
      'one channel for two',
      () => ask(TWO_CHANNELS, [T2]),
      'UnfitImage',
      /^The image has 1 channel; .* takes 2\.$/,
    ],
    [
      'two grids',
      () => ask(TWO_CHANNELS, [T2, ELSEWHERE]),
      'MalformedImage',
      /"t2\.nii" and "t10\.nii" lie on different grids/,
    ],
  ])('%s', async (_what, request, tag, sentence) => {
    const annotator = makeAnnotator({ threads: 1 });
    const asked = askAnnotator(annotator, await request());
    expect((await expectFault(asked.answer, tag)).message).toMatch(sentence);
    expect(asked.heard.map(({ stage }) => stage)).not.toContain('running');
    await annotator.close();
  });

  it('is found before any transform runs', async () => {
    const resized = [{ name: 'Resized', args: { spatial_size: [5000, 5000, 5000] } }];
    const network = convNetwork({ classes: 2, dims: ONE_CHANNEL });
    const annotator = makeAnnotator({ threads: 1 });
    const request = await folder.request(await folder.model(network, { pre: resized }), [SERIES]);
    await expectFault(askAnnotator(annotator, request).answer, 'UnfitImage');
    await annotator.close();
  });
});
