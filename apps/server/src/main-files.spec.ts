import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { readImage } from '@aiaa/imaging-io';
import { niftiBytes, pngBytes, zipArchive, type NiftiFields } from '@aiaa/imaging-io/testing';
import { convNetwork, thresholdNetwork } from '@aiaa/inference/testing';
import { PHANTOM_SIZE, chiralMask, chiralVolume } from '@aiaa/volume/testing';
import { eventually } from './testing/eventually.js';
import { filePart, PARAMS, type FormPartBytes } from './testing/form.js';
import { placeModel } from './testing/model-folders.js';
import { postForm, refusal, type Answer } from './testing/post.js';
import { isBuilt, spawnServer, type ServerProcess } from './testing/server-process.js';

jest.setTimeout(60_000);

let folder: string;
let run: ServerProcess;
let url: string;

const configOf = (decide: object) => ({
  type: 'segmentation',
  labels: ['letter'],
  inference: { AIAA: { args: {} } },
  post_transforms: [{ name: 'AsDiscreted', args: decide }],
});

beforeAll(async () => {
  if (!isBuilt) return;
  folder = await mkdtemp(join(tmpdir(), 'aiaa-main-files-'));
  const workspace = join(folder, 'workspace');
  await placeModel(workspace, 'letter', {
    config: configOf({ threshold: 0 }),
    network: thresholdNetwork(500),
  });
  await placeModel(workspace, 'bright', {
    config: configOf({ threshold: 0 }),
    network: thresholdNetwork(50),
  });
  await placeModel(workspace, 'pair', {
    config: configOf({ argmax: true }),
    network: convNetwork({ classes: 3, dims: [1, 2, 'X', 'Y', 'Z'] }),
  });
  const args = ['--port', '0', '--workspace', workspace, '--temp', join(folder, 'temp')];
  run = spawnServer(folder, ...args);
  url = await run.listening();
});

afterAll(async () => {
  if (!isBuilt) return;
  run.child.kill('SIGTERM');
  expect(await run.ended).toBe(0);
  await rm(folder, { recursive: true });
});

const asking = (params: object): FormPartBytes => ({ ...PARAMS, body: JSON.stringify(params) });

async function post(model: string, ...parts: readonly FormPartBytes[]): Promise<Answer> {
  const answer = await postForm(`${url}/v1/segmentation?model=${model}&output=image`, parts);
  await eventually(async () => (await leftovers()) === 0);
  return answer;
}

/** Requests leave nothing behind, whatever became of them. */
async function leftovers(): Promise<number> {
  const [own = ''] = await readdir(join(folder, 'temp'));
  return (await readdir(join(folder, 'temp', own))).length;
}

const answered = ({ status, body }: Answer, name: string) => {
  expect([status, status === 200 ? '' : body.toString()]).toEqual([200, '']);
  return readImage({ bytes: body, name });
};

const bytesOf = (voxels: ArrayLike<number>): Uint8Array => new Uint8Array(Int16Array.from(voxels).buffer);
const LETTER = Array.from(chiralVolume('int16').voxels);
const GEOMETRY: NiftiFields = {
  pixdim: [1, 2, 2, 3, 0, 0, 0, 0],
  srow: [0, -2, 0, 31.5, 2, 0, 0, -12.25, 0, 0, 3, 104],
};
const nifti = (voxels: ArrayLike<number>, fields: NiftiFields = {}): Buffer =>
  Buffer.from(
    niftiBytes({
      dim: [3, ...PHANTOM_SIZE, 1, 1, 1, 1],
      voxels: bytesOf(voxels),
      ...GEOMETRY,
      ...fields,
    }),
  );
const IMAGE = nifti(LETTER);
const MASK = Array.from(chiralMask().voxels);

const whenBuilt = isBuilt ? describe : describe.skip;
const named = (title: string) => `${title}${isBuilt ? '' : ' (skipped: the server is not built)'}`;

whenBuilt(named('the result of a segmentation'), () => {
  it('for OHIF is compressed NRRD of uint16, in the place of the image', async () => {
    const params = { result_extension: '.nrrd', result_dtype: 'uint16', result_compress: true };
    const { volume, stored, format } = await answered(
      await post('letter', filePart(IMAGE), asking(params)),
      'result.nrrd',
    );
    expect([format, stored, volume.size]).toEqual(['nrrd', 'uint16', PHANTOM_SIZE]);
    expect(Array.from(volume.voxels)).toEqual(MASK);
    const { volume: image } = await readImage({ bytes: IMAGE, name: 'image.nii' });
    volume.affine.forEach((value, at) => expect(value).toBeCloseTo(image.affine[at] ?? NaN, 4));
  });

  it('for XNAT is compressed NIfTI of uint16 with the header of the image', async () => {
    const params = { result_extension: '.nii.gz', result_dtype: 'uint16', result_compress: true };
    const answer = await post('letter', filePart(IMAGE), asking(params));
    const mask = await answered(answer, 'result.nii.gz');
    expect(mask.stored).toBe('uint16');
    expect(Array.from(mask.volume.voxels)).toEqual(MASK);
    expect(mask.nifti).toEqual((await readImage({ bytes: IMAGE, name: 'image.nii' })).nifti);
    expect(gunzipSync(answer.body).length).toBeGreaterThan(2 * answer.body.length);
  });

  it('is plain NIfTI when that is asked', async () => {
    const answer = await post('letter', asking({ result_extension: 'NII' }), filePart(IMAGE));
    expect(answer.body.length).toBe(352 + MASK.length);
    expect(Array.from((await answered(answer, 'result.nii')).volume.voxels)).toEqual(MASK);
  });

  it('is a picture for a picture', async () => {
    const picture = pngBytes({ rows: Uint8Array.of(0, 0, 200, 0, 0, 200, 0, 200) });
    const answer = await post(
      'bright',
      asking({ result_extension: '.png' }),
      filePart(Buffer.from(picture), 'xray.png'),
    );
    const mask = await answered(answer, 'result.png');
    expect([mask.format, mask.volume.size]).toEqual(['png', [3, 2, 1]]);
    expect(Array.from(mask.volume.voxels)).toEqual([0, 1, 0, 1, 0, 1]);
  });

  it('is refused where a picture would have to hold several slices', async () => {
    const answer = await post('letter', asking({ result_extension: '.png' }), filePart(IMAGE));
    expect([answer.status, refusal(answer).tag]).toEqual([400, 'MalformedRequest']);
    expect(refusal(answer).message).toEqual(expect.stringMatching(/7 slices.*\.nii\.gz/));
  });
});

whenBuilt(named('an image in several files'), () => {
  const second = nifti(LETTER.toReversed());
  const channels = [filePart(IMAGE, 't1.nii', 'image0'), filePart(second, 't2.nii', 'image1')];
  const labelsOf = async (answer: Answer) =>
    Array.from((await answered(answer, 'result.nii.gz')).volume.voxels);

  it('gives one mask, be they parts of the form, a zip, or one series', async () => {
    const [parts, archive, series] = [
      await post('pair', ...channels, PARAMS),
      await post('pair', filePart(Buffer.from(zipArchive([
        { name: 'scans/t1.nii', bytes: IMAGE },
        { name: 'scans/t2.nii', bytes: second },
      ])), 'scans.zip')),
      await post('pair', filePart(nifti([...LETTER, ...LETTER.toReversed()], { dim: [4, ...PHANTOM_SIZE, 2, 1, 1, 1] }))),
    ]; // prettier-ignore
    const labels = await labelsOf(parts);
    expect(new Set(labels).size).toBeGreaterThan(1);
    expect(await labelsOf(archive)).toEqual(labels);
    expect(await labelsOf(series)).toEqual(labels);
  });

  it('may be a header and its voxels', async () => {
    const header = nifti([], { magic: 'ni1\0', voxOffset: 0, between: new Uint8Array(0) });
    const answer = await post(
      'letter',
      filePart(header, 'scan.hdr', 'image0'),
      filePart(Buffer.from(bytesOf(LETTER)), 'scan.img', 'image1'),
    );
    expect(await labelsOf(answer)).toEqual(MASK);
  });

  it.each<[string, () => Promise<Answer>, [number, string], RegExp]>([
    [
      'of different grids',
      () => post('pair', ...channels.slice(0, 1), filePart(nifti(LETTER, { srow: [1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1, 0] }), 'other.nii')),
      [400, 'MalformedImage'],
      /"t1\.nii".*"other\.nii"|"other\.nii".*"t1\.nii"/,
    ],
    [
      'that are garbage',
      () => post('letter', filePart('this is no image', 'a.nii'), filePart('nor is this', 'b.nii')),
      [415, 'UnsupportedImage'],
      /"a\.nii" holds no image/,
    ],
    [
      'of which one is cut off',
      () => post('pair', ...channels.slice(0, 1), filePart(second.subarray(0, 500), 't2.nii')),
      [400, 'MalformedImage'],
      /./,
    ],
    [
      'for a network that takes one channel',
      () => post('letter', ...channels),
      [422, 'UnfitImage'],
      /^The image has 2 channels; the network of this model takes 1\.$/,
    ],
    [
      'without the voxels of a header',
      () => post('letter', filePart(nifti([], { magic: 'ni1\0', voxOffset: 0 }), 'scan.hdr')),
      [415, 'UnsupportedImage'],
      /"scan\.hdr".*missing/,
    ],
  ])('%s is refused, and the next request is served', async (_what, send, refused, sentence) => {
    const answer = await send();
    expect([answer.status, refusal(answer).tag]).toEqual(refused);
    expect(refusal(answer).message).toEqual(expect.stringMatching(sentence));
    expect((await post('letter', filePart(IMAGE))).status).toBe(200);
  }); // prettier-ignore
});
