import { mkdtemp, readFile, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { readImage, writeImage, type Image } from '@aiaa/imaging-io';
import { niftiBytes } from '@aiaa/imaging-io/testing';
import { onnxGraph } from '@aiaa/inference/testing';
import { PHANTOM_SIZE, chiralMask, chiralVolume } from '@aiaa/volume/testing';
import { CLICK_MODELS, type Scores } from './testing/click-models.js';
import { eventually } from './testing/eventually.js';
import { filePart, formBytes, PARAMS, type FormPartBytes } from './testing/form.js';
import { placeModel } from './testing/model-folders.js';
import { ask, postForm, refusal } from './testing/post.js';
import { putForm, putSession } from './testing/put-session.js';
import { isBuilt, spawnServer, type ServerProcess } from './testing/server-process.js';

jest.setTimeout(120_000);

let folder: string;
let image: Buffer;
let grid: Image;
let run: ServerProcess;
let url: string;

function networkOf({ axes, weights, bias }: Scores): Uint8Array {
  const graph = onnxGraph('near-clicks');
  const image = graph.input('image', [1, weights.length, ...axes]);
  const kernel = graph.constant([1, weights.length, ...axes.map(() => 1)], weights);
  const scores = graph.node('Conv', [image, kernel, graph.constant([1], [bias])]);
  graph.output('logits', scores, [1, 1, ...axes]);
  return graph.encode();
}

const start = (temp: string, ...flags: string[]): ServerProcess => {
  const folders = ['--workspace', join(folder, 'workspace'), '--temp', join(folder, temp)];
  return spawnServer(folder, '--port', '0', ...folders, ...flags);
};

async function stop({ child, ended }: ServerProcess): Promise<void> {
  child.kill('SIGTERM');
  expect(await ended).toBe(0);
}

beforeAll(async () => {
  if (!isBuilt) return;
  folder = await mkdtemp(join(tmpdir(), 'aiaa-main-clicks-'));
  for (const [name, { config, scores }] of Object.entries(CLICK_MODELS)) {
    await placeModel(join(folder, 'workspace'), name, { config, network: networkOf(scores) });
  }
  const path = join(folder, 'letter.nii.gz');
  await writeImage(path, chiralVolume('int16'));
  image = await readFile(path);
  grid = await readImage(path);
  run = start('temp');
  url = await run.listening();
});

afterAll(async () => {
  if (!isBuilt) return;
  await stop(run);
  await rm(folder, { recursive: true });
});

type Click = readonly [endpoint: string, params: object];

/** A user's afternoon: clicks on the letter's stem and bars, one back, and six points around it. */
const CLICKS: readonly Click[] = [
  ['deepgrow?model=volume', { foreground: [[3, 2, 2]], background: [] }],
  [
    'deepgrow?model=volume',
    {
      foreground: [
        [3, 2, 2],
        [5, 5, 3],
      ],
      background: [],
    },
  ],
  ['deepgrow?model=volume', { foreground: '[[3, 2, 2], [5.2, 4.9, 3]]', background: '[[3, 8, 2]]' }],
  [
    'deepgrow?model=slice',
    {
      foreground: [
        [3, 2, 2],
        [5, 5, 3],
      ],
      current_point: [[5, 5, 3]],
    },
  ],
  ['inference?model=slice', { background: [[4, 2, 4]], foreground: [[7, 2, 4]] }],
  [
    'dextr3d?model=extreme',
    {
      points: [
        [3, 5, 3],
        [7, 2, 2],
        [5, 2, 2],
        [3, 8, 2],
        [4, 5, 2],
        [3, 4, 4],
      ],
    },
  ],
  ['segmentation?model=ct_tissue', {}],
];

const asking = ([endpoint, params]: Click, more: readonly FormPartBytes[], query = '') =>
  postForm(`${url}/v1/${endpoint}&output=image${query}`, [
    { ...PARAMS, body: JSON.stringify(params) },
    ...more,
  ]);

async function answered(click: Click, more: readonly FormPartBytes[], query = ''): Promise<Buffer> {
  const { status, body } = await asking(click, more, query);
  expect([status, status === 200 ? '' : body.toString()]).toEqual([200, '']);
  return body;
}

const withFile = (click: Click): Promise<Buffer> => answered(click, [filePart(image)]);
const overSession = (id: string, click: Click): Promise<Buffer> => answered(click, [], `&session_id=${id}`);

async function inOrder<T>(work: (click: Click) => Promise<T>): Promise<T[]> {
  const done: T[] = [];
  for (const click of CLICKS) done.push(await work(click));
  return done;
}

const foregroundOf = ({ volume }: Image): number[] =>
  Array.from(volume.voxels).flatMap((label, at) => (label === 0 ? [] : [at]));

const whenBuilt = isBuilt ? describe : describe.skip;

whenBuilt(`clicks on the built server${isBuilt ? '' : ' (skipped: the server is not built)'}`, () => {
  let cold: readonly Buffer[];
  beforeAll(async () => {
    cold = await inOrder(withFile);
  });

  it('give masks in the place of the image, each its own', async () => {
    const masks = await Promise.all(cold.map((bytes) => readImage({ bytes, name: 'mask.nii.gz' })));
    for (const { volume, nifti } of masks) {
      expect([volume.size, volume.affine]).toEqual([grid.volume.size, grid.volume.affine]);
      expect(nifti).toEqual(grid.nifti);
      expect(foregroundOf({ ...grid, volume }).length).toBeGreaterThan(0);
    }
    expect(new Set(cold.map((bytes) => bytes.toString('base64'))).size).toBe(CLICKS.length);
  });

  it('fill one slice alone where the model looks at slices', async () => {
    const [{ volume }] = await Promise.all([readImage({ bytes: cold[3] ?? image, name: 'mask.nii.gz' })]);
    const slices = foregroundOf({ ...grid, volume }).map((at) =>
      Math.floor(at / (PHANTOM_SIZE[0] * PHANTOM_SIZE[1])),
    );
    expect(new Set(slices)).toEqual(new Set([3]));
  });

  it('find the letter near them, and what lies beneath a background click not', async () => {
    const [first, , third] = await Promise.all(
      cold.slice(0, 3).map((bytes) => readImage({ bytes, name: 'mask.nii.gz' })),
    );
    const at = (x: number, y: number, z: number) => x + PHANTOM_SIZE[0] * (y + PHANTOM_SIZE[1] * z);
    const letter = chiralMask().voxels;
    expect(letter[at(3, 2, 2)]).toBe(1);
    expect(first?.volume.voxels[at(3, 2, 2)]).toBe(1);
    expect(third?.volume.voxels[at(5, 5, 3)]).toBe(1);
    expect(third?.volume.voxels[at(3, 8, 2)]).toBe(0);
  });

  it('over a session are the same, cold and warm, byte by byte', async () => {
    const id = await putSession(url, image);
    for (let round = 0; round < 2; round++) {
      expect(await inOrder((click) => overSession(id, click))).toEqual(cold);
    }
    const all = await Promise.all(CLICKS.map((click) => overSession(id, click)));
    expect(all).toEqual(cold);
  });

  it('over a session of several files are those of the files', async () => {
    const header = niftiBytes({
      dim: [3, ...PHANTOM_SIZE, 1, 1, 1, 1],
      pixdim: [1, 2, 2, 3, 0, 0, 0, 0],
      srow: [0, -2, 0, 31.5, 2, 0, 0, -12.25, 0, 0, 3, 104],
      magic: 'ni1\0',
      voxOffset: 0,
      between: new Uint8Array(0),
      voxels: new Uint8Array(0),
    });
    const voxels = Buffer.from(Int16Array.from(chiralVolume('int16').voxels).buffer);
    const pair = [
      filePart(Buffer.from(header), 'scan.hdr', 'image0'),
      filePart(voxels, 'scan.img', 'image1'),
    ];
    const put = await putForm(url, pair);
    const { session_id: id, session_info: known } = JSON.parse(put.body.toString());
    expect(known).toMatchObject({ image: 'image.nii.gz', meta: { size: PHANTOM_SIZE, dtype: 'int16' } });
    for (const click of CLICKS) {
      const [a, b] = await Promise.all(
        [await answered(click, pair), await overSession(id, click)].map((bytes) =>
          readImage({ bytes, name: 'mask.nii.gz' }),
        ),
      );
      expect(b?.volume).toEqual(a?.volume);
    }
  });

  it('go on after a restart, and at another server of the workspace', async () => {
    const id = await putSession(url, image, '?expiry=600');
    await stop(run);
    run = start('temp');
    url = await run.listening();
    expect((await ask(`${url}/session/${id}?image=true`)).body.equals(image)).toBe(true);
    expect(await inOrder((click) => overSession(id, click))).toEqual(cold);
    const [first, other] = [url, start('other', '--session_cache', '0')];
    url = await other.listening();
    expect(await inOrder((click) => overSession(id, click))).toEqual(cold);
    expect((await ask(`${url}/session/${id}`, { method: 'DELETE' })).status).toBe(200);
    await stop(other);
    url = first;
    const answer = await asking(CLICKS[0] ?? ['', {}], [], `&session_id=${id}`);
    expect([answer.status, refusal(answer).tag]).toEqual([440, 'SessionGone']);
  });

  it.each<[string, object, number, RegExp]>([
    ['dextr3d?model=extreme', { points: [[1, 2, 3]] }, 400, /1 point; extreme points are at least 6/],
    ['deepgrow?model=slice', { foreground: [[1, 2, 3]], slice: 5 }, 400, /no click on slice 5/],
    ['inference?model=volume', {}, 400, /There is no click/],
    ['inference?model=extreme', {}, 400, /There are no extreme points/],
  ])('that say too little are refused: %s %j', async (endpoint, params, status, sentence) => {
    const answer = await asking([endpoint, params], [filePart(image)]);
    expect([answer.status, refusal(answer).tag]).toEqual([status, 'MalformedRequest']);
    expect(refusal(answer).message).toEqual(expect.stringMatching(sentence));
  });

  it.each<[string, object]>([
    ['deepgrow?model=volume', { foreground: [PHANTOM_SIZE] }],
    ['deepgrow?model=slice', { foreground: [[-3, 1e9, 2.4]] }],
  ])('outside the image count as on its edge: %s %j', async (endpoint, params) => {
    const mask = await readImage({ bytes: await withFile([endpoint, params]), name: 'mask.nii.gz' });
    expect(mask.volume.size).toEqual(PHANTOM_SIZE);
  });

  it('are no session where the upload is no image', async () => {
    const answer = await putForm(url, [filePart('this is no image')]);
    expect([answer.status, refusal(answer).tag]).toEqual([415, 'UnsupportedImage']);
  });

  it('leave nothing behind but sessions', async () => {
    const headers = { 'Content-Type': 'multipart/form-data; boundary=b' };
    await ask(`${url}/session`, { method: 'PUT', headers, body: formBytes([filePart(image)], 'b') });
    await eventually(async () => (await readdir(join(folder, 'workspace/.staging'))).length === 0);
    await eventually(async () => {
      const [own = ''] = await readdir(join(folder, 'temp'));
      return (await readdir(join(folder, 'temp', own))).length === 0;
    });
    expect((await readdir(join(folder, 'workspace'))).toSorted()).toEqual(['.staging', 'models', 'sessions']);
  });
});
