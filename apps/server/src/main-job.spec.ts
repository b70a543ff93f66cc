import { readdirSync } from 'node:fs';
import { mkdtemp, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { readImage, writeImage } from '@aiaa/imaging-io';
import { niftiBytes, type NiftiFields } from '@aiaa/imaging-io/testing';
import { convNetwork, thresholdNetwork } from '@aiaa/inference/testing';
import { countLabels, labelMapOf } from '@aiaa/volume';
import { chiralMask, chiralVolume } from '@aiaa/volume/testing';
import { eventually } from './testing/eventually.js';
import { filePart, formBytes, PARAMS } from './testing/form.js';
import { documentedConfig, placeModel } from './testing/model-folders.js';
import { ask, postForm, refusal, type Answer } from './testing/post.js';
import { isBuilt, spawnServer, type ServerProcess } from './testing/server-process.js';

jest.setTimeout(120_000);

const DATA = process.env['AIAA_TEST_DATA'];
const LETTER = {
  type: 'segmentation',
  labels: ['letter'],
  inference: { AIAA: { args: {} } },
  post_transforms: [{ name: 'AsDiscreted', args: { threshold: 0 } }],
};
const windows = (args: object) => ({
  ...LETTER,
  inference: { AIAA: { args: { scanning_window: true, ...args } } },
});

let folder: string;
let run: ServerProcess;
let url: string;

beforeAll(async () => {
  if (!isBuilt) return;
  folder = await mkdtemp(join(tmpdir(), 'aiaa-main-job-'));
  const workspace = join(folder, 'workspace');
  const threshold = thresholdNetwork(500);
  await placeModel(workspace, 'letter', { config: windows({ roi: [8, 8, 8] }), network: threshold });
  await placeModel(workspace, 'endless', {
    config: windows({ roi: [8, 8, 8], overlap: 2 }),
    network: threshold,
  });
  const slow = {
    ...windows({ roi: [16, 16, 16], overlap: 0.9 }),
    post_transforms: [{ name: 'AsDiscreted', args: { argmax: true } }],
  };
  await placeModel(workspace, 'slow', { config: slow, network: convNetwork({ classes: 8, kernel: 5 }) });
  if (DATA !== undefined) {
    const network = join(DATA, 'models/meshnet/model5_gw_ae.onnx');
    await placeModel(workspace, 'brain', { config: await documentedConfig(), network });
  }
  run = spawnServer(
    folder,
    '--port',
    '0',
    '--workspace',
    workspace,
    '--temp',
    join(folder, 'temp'),
    '--max_volume',
    '512MiB',
  );
  url = await run.listening();
});

afterAll(async () => {
  if (!isBuilt) return;
  run.child.kill('SIGTERM');
  expect(await run.ended).toBe(0);
  await rm(folder, { recursive: true });
});

const post = (model: string, image: Buffer | string, query = '&output=image'): Promise<Answer> =>
  postForm(`${url}/v1/segmentation?model=${model}${query}`, [PARAMS, filePart(image)]);

async function fileOf(bytes: Uint8Array): Promise<string> {
  const path = join(folder, `file-${process.hrtime.bigint()}.nii.gz`);
  await writeFile(path, bytes);
  return path;
}

async function phantom(): Promise<Buffer> {
  const path = await fileOf(new Uint8Array());
  await writeImage(path, chiralVolume('int16'));
  return readFile(path);
}

/** The folders of the requests that are running, in the one folder of this server. */
async function requestFolders(): Promise<string[]> {
  const [own = ''] = await readdir(join(folder, 'temp'));
  return readdir(join(folder, 'temp', own));
}

/** Requests leave nothing behind, whatever became of them. */
const expectNoLeftovers = () => eventually(async () => (await requestFolders()).length === 0);

/** size, datatype excluded; pixdim, sform, qform, codes and units as they lie in a NIfTI-1 header. */
const geometryBytes = (file: Uint8Array): string => {
  const header = Buffer.from(gunzipSync(file).subarray(0, 348));
  return [
    header.subarray(40, 56),
    header.subarray(76, 108),
    header.subarray(123, 124),
    header.subarray(252, 328),
  ]
    .map((field) => field.toString('hex'))
    .join();
};

const named = (title: string) => `${title}${isBuilt ? '' : ' (skipped: the server is not built)'}`;
const whenBuilt = isBuilt ? describe : describe.skip;
const withData = isBuilt && DATA !== undefined ? it : it.skip;

whenBuilt(named('the main job, on the built server'), () => {
  it('brings the letter F home bit-identical, with the header of its image', async () => {
    const image = await phantom();
    const answer = await post('letter', image);
    expect(answer.status).toBe(200);
    const { volume } = await readImage({ path: await fileOf(answer.body) });
    expect(volume.dtype).toBe('uint8');
    expect(Array.from(volume.voxels)).toEqual(Array.from(chiralMask().voxels));
    expect(geometryBytes(answer.body)).toBe(geometryBytes(image));
    expect(answer.headers['server-timing']).toMatch(/network;dur=\d+\.\d, .*write;dur=\d+\.\d$/);
    await expectNoLeftovers();
  });

  it('lists bundled models beside the workspace, and what cannot run not at all', async () => {
    const models = JSON.parse((await ask(`${url}/v1/models`)).body.toString());
    const names = models.map(({ name }: { name: string }) => name);
    expect(names).toEqual(expect.arrayContaining(['ct_tissue', 'letter']));
    expect(names).not.toContain('endless');
    expect(run.output()).toMatch(/model endless cannot run: inference\.AIAA\.args\.overlap/);
  });

  it('answers a volume of one voxel with a mask of one voxel', async () => {
    const one = niftiBytes({ dim: [3, 1, 1, 1, 1, 1, 1, 1], voxels: Uint8Array.of(0xe8, 0x03) });
    const answer = await post('letter', Buffer.from(one));
    const { volume } = await readImage({ path: await fileOf(answer.body) });
    expect([volume.size, Array.from(volume.voxels)]).toEqual([[1, 1, 1], [1]]);
  });

  it('answers a probe while a network runs, and frees the worker of a client that hangs up', async () => {
    const image = gzipSync(
      niftiBytes({ dim: [3, 64, 64, 64, 1, 1, 1, 1], voxels: new Uint8Array(2 * 64 ** 3) }),
    );
    const hungUp = new AbortController();
    const gone = fetch(`${url}/v1/segmentation?model=slow`, {
      method: 'POST',
      headers: { 'content-type': 'multipart/form-data; boundary=b' },
      body: new Uint8Array(formBytes([filePart(image)], 'b')),
      signal: hungUp.signal,
    });
    await eventually(async () => (await requestFolders()).length === 1);
    const started = performance.now();
    for (let probe = 0; probe < 20; probe++) expect((await ask(`${url}/health/live`)).status).toBe(200);
    expect(performance.now() - started).toBeLessThan(5000); // it would be minutes if they waited for the network
    hungUp.abort();
    await expect(gone).rejects.toMatchObject({ name: 'AbortError' });
    expect((await post('letter', await phantom())).status).toBe(200);
    await expectNoLeftovers();
  });
});

const SOUND_VOXELS = new Uint8Array(2 * 24);
const sound = (fields: NiftiFields = {}) => gzipSync(niftiBytes({ voxels: SOUND_VOXELS, ...fields }));
/** A gzip of zeros behind a sound header: it would inflate to a gigabyte. */
const bomb = (): Buffer =>
  Buffer.concat([sound(), ...new Array<Buffer>(16).fill(gzipSync(Buffer.alloc(64 * 1024 ** 2)))]);

whenBuilt(named('bad input'), () => {
  it.each<[string, () => Buffer | string, [number, string], RegExp]>([
    ['text that is called .nii.gz', () => 'this is no image', [415, 'UnsupportedImage'], /image/],
    ['an empty file', () => '', [415, 'UnsupportedImage'], /empty|image/],
    ['a gzip cut in half', () => halfOf(sound({ voxels: pseudoRandom(48) })), [400, 'MalformedImage'], /./],
    [
      'a header of 30000 x 30000 x 30000 voxels',
      () => sound({ dim: [3, 30000, 30000, 30000, 1, 1, 1, 1] }),
      [413, 'LimitExceeded'],
      /30000/,
    ],
    [
      'a NaN in the affine',
      () => sound({ sformCode: 1, srow: [NaN, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1, 0] }),
      [400, 'MalformedImage'],
      /affine|sform|finite/,
    ],
    [
      'a flat affine',
      () => sound({ sformCode: 1, srow: [0, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1, 0] }),
      [400, 'MalformedImage'],
      /./,
    ],
    ['a 4-D series', () => sound({ dim: [4, 2, 3, 2, 2, 1, 1, 1] }), [422, 'UnfitImage'], /2 channels/],
    [
      'colours',
      () => sound({ datatype: 128, bitpix: 24, voxels: new Uint8Array(72) }),
      [415, 'UnsupportedImage'],
      /RGB/,
    ],
  ])('%s', async (_what, image, refused, sentence) => {
    const answer = await post('letter', image());
    expect([answer.status, refusal(answer).tag]).toEqual(refused);
    expect(refusal(answer).message).toEqual(expect.stringMatching(sentence));
    expect((await post('letter', await phantom())).status).toBe(200);
    await expectNoLeftovers();
  });

  it('never inflates more than the header declares', async () => {
    const answer = await post('letter', bomb(), '&output=results');
    expect([answer.status, JSON.parse(answer.body.toString())]).toEqual([200, { points: [] }]);
    await expectNoLeftovers();
  });

  it.each([
    ['an empty body', '', 'multipart/form-data; boundary=b', 400],
    ['no file', formBytes([PARAMS], 'b'), 'multipart/form-data; boundary=b', 400],
    [
      'params that are no JSON',
      formBytes([{ ...PARAMS, body: '{{' }, filePart('x')], 'b'),
      'multipart/form-data; boundary=b',
      400,
    ],
    ['no multipart', '{}', 'application/json', 400],
  ])('%s', async (_what, body, type, status) => {
    const headers = { 'Content-Type': type };
    const answer = await ask(`${url}/v1/segmentation?model=letter`, { method: 'POST', headers, body });
    expect([answer.status, refusal(answer).tag]).toEqual([status, 'MalformedRequest']);
    await expectNoLeftovers();
  });

  it.each([
    ['nobody', 404, 'ModelNotFound', /ct_tissue/],
    ['../letter', 404, 'ModelNotFound', /ct_tissue/],
    ['endless', 400, 'MalformedModelConfig', /^inference\.AIAA\.args\.overlap: .* found 2/],
  ])('the model %s', async (model, status, tag, sentence) => {
    const answer = await post(encodeURIComponent(model), await phantom());
    expect([answer.status, refusal(answer).tag]).toEqual([status, tag]);
    expect(refusal(answer).message).toEqual(expect.stringMatching(sentence));
    await expectNoLeftovers();
  });
});

describe('real images', () => {
  withData('a MeshNet finds 518,540 voxels of white and 735,212 of grey matter', async () => {
    const image = join(DATA ?? '', 'models/niivue+niivue-brainchop/public/t1_crop.nii.gz');
    const answer = await post('brain', await readFile(image));
    expect(answer.status).toBe(200);
    const { volume } = await readImage({ path: await fileOf(answer.body) });
    const counts = countLabels(labelMapOf(volume));
    expect(Math.abs((counts[1] ?? 0) - 518_540)).toBeLessThanOrEqual(50);
    expect(Math.abs((counts[2] ?? 0) - 735_212)).toBeLessThanOrEqual(50);
  });

  withData.each(DATA === undefined ? ['none'] : volumesOf(DATA))(
    '%s is answered in its own grid',
    async (path) => {
      const file = await readFile(path);
      const answer = await post('ct_tissue', file);
      const image = await readImage({ path }).catch(() => undefined);
      if (image === undefined) {
        expect([400, 413, 415, 422]).toContain(answer.status);
        return;
      }
      if (image.volume.channels > 1) {
        expect([answer.status, refusal(answer).tag]).toEqual([422, 'UnfitImage']);
        return;
      }
      expect(answer.status).toBe(200);
      const mask = await readImage({ path: await fileOf(answer.body) });
      expect(mask.volume.size).toEqual(image.volume.size);
      expect(mask.volume.affine).toEqual(image.volume.affine);
      expect({ ...mask.nifti, precision: '' }).toEqual({ ...image.nifti, precision: '' });
    },
  );
});

/** Every NIfTI file of the public images, the brain that another test segments left out. */
function volumesOf(data: string): string[] {
  return ['nifti', 'labels']
    .flatMap((part) =>
      readdirSync(join(data, part), { recursive: true, encoding: 'utf8' }).map((name) =>
        join(data, part, name),
      ),
    )
    .filter((path) => /\.nii(\.gz)?$/.test(basename(path)))
    .toSorted();
}

/** Bytes that gzip cannot shrink. */
function pseudoRandom(length: number): Uint8Array {
  let seed = 7;
  return Uint8Array.from({ length }, () => (seed = (Math.imul(seed, 1664525) + 1013904223) >>> 0) >>> 24);
}

const halfOf = (bytes: Buffer): Buffer => bytes.subarray(0, Math.floor(bytes.length / 2));
