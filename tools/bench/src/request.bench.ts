import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { makeAnnotator } from '@aiaa/annotation';
import { readImage, writeNifti } from '@aiaa/imaging-io';
import { loadOnnxNetwork, predictorOf } from '@aiaa/inference';
import { openModelRepository } from '@aiaa/models';
import { writeLightModel } from './light-model.js';
import { naiveRequest } from './naive-request.js';
import { ctLikePhantom } from './phantom.js';
import { median, writeResults } from './results.js';

/**
 * A whole request without HTTP, file in to mask out, against the same request in naive TypeScript, in turn in
 * one run. Both run the same light network on the same runtime; its time is taken off both for the overhead.
 */
const ROUNDS = Number(process.argv[2] ?? 3);
const folder = await mkdtemp(join(tmpdir(), 'aiaa-bench-'));
try {
  await run();
} finally {
  await rm(folder, { recursive: true, force: true });
}

async function run(): Promise<void> {
  const image = join(folder, 'ct.nii.gz');
  await writeNifti(image, ctLikePhantom());
  const modelFolder = await writeLightModel(folder);
  const model = (await openModelRepository({ workspace: folder, bundled: false })).get('light');
  const annotator = makeAnnotator();
  const network = await loadOnnxNetwork(join(modelFolder, 'model.onnx'));
  let networkMs = 0;
  const predictor = predictorOf(network);
  const timedPredict: typeof predictor = async (patch) => {
    const start = performance.now();
    const scores = await predictor(patch);
    networkMs += performance.now() - start;
    return scores;
  };
  const request = {
    kind: 'segmentation' as const,
    model,
    image: { path: image, name: 'ct.nii.gz' },
    resultFolder: folder,
  };
  const watch = { signal: new AbortController().signal, report: () => undefined };
  const [ours, naive, net]: [number[], number[], number[]] = [[], [], []];
  await annotator.segment(request, watch); // the first request also compiles and loads
  let differing = 0;
  for (let round = 0; round < ROUNDS; round++) {
    let start = performance.now();
    const { file } = await annotator.segment(request, watch);
    ours.push(performance.now() - start);
    networkMs = 0;
    start = performance.now();
    const mask = await naiveRequest(image, join(folder, 'naive.nii.gz'), timedPredict);
    naive.push(performance.now() - start);
    net.push(networkMs);
    const { voxels } = (await readImage({ path: file })).volume;
    differing = mask.reduce((sum, label, at) => sum + (label === voxels[at] ? 0 : 1), 0);
  }
  await annotator.close();
  await network.release();
  report({ ours, naive, net, differing });
}

function report(times: { ours: number[]; naive: number[]; net: number[]; differing: number }): void {
  const [ours, naive, net] = [median(times.ours), median(times.naive), median(times.net)];
  writeResults('request', {
    'ours, ms': ours,
    'naive, ms': naive,
    'network alone, ms': net,
    'naive / ours': naive / ours,
    'overhead: naive / ours': (naive - net) / Math.max(ours - net, 1),
    'voxels that differ': times.differing,
    'peak memory of the run, MB': process.resourceUsage().maxRSS / 1024,
  });
}
