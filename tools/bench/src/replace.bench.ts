import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { writeImage } from '@aiaa/imaging-io';
import { onnxGraph } from '@aiaa/inference/testing';
import { IDENTITY_AFFINE, makeVolume } from '@aiaa/volume';
import { inTempFolder } from './in-temp-folder.js';
import { median, writeResults } from './results.js';
import { startServer, type ServerProcess } from './server-process.js';
import { timed } from './timed.js';

/**
 * A model of 100 MB is replaced again and again by `PUT /admin/model/{name}`, and asked once after each time: what the
 * processes that load it hold afterwards must not grow.
 */
const REPLACEMENTS = Number(process.argv[2] ?? 50);
const SETTLED = Math.min(5, REPLACEMENTS);
const WIDTH = 5000;

const CONFIG = {
  type: 'segmentation',
  pre_transforms: [],
  inference: { AIAA: { args: {} } },
  post_transforms: [{ name: 'AsDiscreted', args: { threshold: 0 } }],
};

await inTempFolder(async (folder) => {
  const path = join(folder, 'cube.nii.gz');
  const cube = { voxels: new Float32Array(64).fill(1), size: [4, 4, 4], affine: IDENTITY_AFFINE } as const;
  await writeImage(path, makeVolume<'float32'>(cube));
  const network = wideNetwork();
  await writeFile(join(folder, 'wide.onnx'), network);
  const server = await startServer(folder);
  try {
    const times: number[] = [];
    const held: number[][] = [];
    for (let n = 0; n < REPLACEMENTS; n++) {
      times.push((await timed(() => replace(server, network)))[0]);
      await ask(server, await readFile(path));
      held.push(server.workerMegabytes().toSorted((a, b) => a - b));
    }
    writeResults('replace', {
      'model, MB': network.length / 1e6,
      replacements: REPLACEMENTS,
      ...figuresOf(times, held),
    });
  } finally {
    await server.stop();
  }
});

/** Two layers of 1 x 1 x 1 and between them one of 25 million weights. */
function wideNetwork(): Uint8Array {
  const graph = onnxGraph('wide');
  const image = graph.input('image', [1, 1, 4, 4, 4]);
  const conv = (value: string, from: number, to: number) =>
    graph.node('Conv', [
      value,
      graph.constant([to, from, 1, 1, 1], new Float32Array(from * to).fill(1 / from)),
    ]);
  graph.output('scores', conv(conv(conv(image, 1, WIDTH), WIDTH, WIDTH), WIDTH, 1), [1, 1, 4, 4, 4]);
  return graph.encode();
}

async function replace({ url }: ServerProcess, network: Uint8Array): Promise<void> {
  const form = new FormData();
  form.append('config', new Blob([JSON.stringify(CONFIG)]), 'config_aiaa.json');
  form.append('data', new Blob([Uint8Array.from(network)]), 'model.onnx');
  await answered(fetch(`${url}/admin/model/wide`, { method: 'PUT', body: form }));
}

async function ask({ url }: ServerProcess, image: Buffer): Promise<void> {
  const form = new FormData();
  form.append('params', '{}');
  form.append('image', new Blob([Uint8Array.from(image)]), 'cube.nii.gz');
  await answered(fetch(`${url}/v1/segmentation?model=wide&output=image`, { method: 'POST', body: form }));
}

async function answered(asking: Promise<Response>): Promise<void> {
  const answer = await asking;
  const body = await answer.arrayBuffer();
  if (!answer.ok) throw new Error(Buffer.from(body).toString());
}

function figuresOf(times: readonly number[], held: readonly (readonly number[])[]): Record<string, number> {
  const [settled = [], last = []] = [held[SETTLED - 1], held.at(-1)];
  const each = last.flatMap((megabytes, worker) => {
    const before = settled[worker] ?? Number.NaN;
    return [
      [`worker ${worker + 1}, after ${SETTLED}, MB`, before],
      [`worker ${worker + 1}, after all, MB`, megabytes],
      [`worker ${worker + 1}, after all / after ${SETTLED}`, megabytes / before],
    ] as const;
  });
  return { 'PUT of it, median, ms': median(times), ...Object.fromEntries(each) };
}
