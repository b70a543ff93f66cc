import { join } from 'node:path';
import { makeAnnotator } from '@aiaa/annotation';
import { maskOf } from '@aiaa/annotator';
import { readImage, writeImage } from '@aiaa/imaging-io';
import { loadOnnxNetwork, predictorOf } from '@aiaa/inference';
import { openModelRepository } from '@aiaa/models';
import { countDiffering } from './count-differing.js';
import { inTempFolder } from './in-temp-folder.js';
import { writeLightModel } from './light-model.js';
import { naiveRequest } from './naive-request.js';
import { ctLikePhantom } from './phantom.js';
import { startMonai } from './monai-peer.js';
import { median, writeResults } from './results.js';

/**
 * A whole request without HTTP, file in to mask out, against the same request in naive TypeScript, in turn in
 * one run. Both run the same light network on the same runtime; its time is taken off both for the overhead.
 * With AIAA_BENCH_PYTHON naming an interpreter that has MONAI, MONAI does the same request in turn too.
 */
const ROUNDS = Number(process.argv[2] ?? 5);
await inTempFolder(run);

async function run(folder: string): Promise<void> {
  const image = join(folder, 'ct.nii.gz');
  await writeImage(image, ctLikePhantom());
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
    images: [{ path: image, name: 'ct.nii.gz' }],
    result: { extension: '.nii.gz' as const, compress: true },
    resultFolder: folder,
  };
  const watch = { signal: new AbortController().signal, report: () => undefined };
  const [ours, naive, net]: [number[], number[], number[]] = [[], [], []];
  await annotator.annotate(request, watch); // the first request also compiles and loads
  const peakMegabytes = process.resourceUsage().maxRSS / 1024;
  const python = process.env['AIAA_BENCH_PYTHON'];
  const theirs = join(folder, 'monai.nii.gz');
  const monai =
    python === undefined ? undefined : await startMonai(python, 'monai_request.py', [image, theirs]);
  await monai?.ask('go');
  const [peer, transform]: [number[], number[]] = [[], []];
  let [differing, differingFromMonai] = [0, 0];
  for (let round = 0; round < ROUNDS; round++) {
    let start = performance.now();
    const { file, timings } = maskOf(await annotator.annotate(request, watch));
    ours.push(performance.now() - start);
    transform.push(timings.find(({ stage }) => stage === 'transform')?.milliseconds ?? NaN);
    if (monai !== undefined) {
      peer.push(Number(await monai.ask('go')));
      differingFromMonai = countDiffering(await voxelsOf(theirs), await voxelsOf(file));
    }
    if (round > 0) continue; // minutes each, and a hundred times above the noise
    networkMs = 0;
    start = performance.now();
    const mask = await naiveRequest(image, join(folder, 'naive.nii.gz'), timedPredict);
    naive.push(performance.now() - start);
    net.push(networkMs);
    differing = countDiffering(mask, await voxelsOf(file));
  }
  monai?.close();
  await annotator.close();
  await network.release();
  report({ ours, transform, naive, net, differing, peakMegabytes });
  if (monai !== undefined) reportPeer(monai.name, { ours, peer, net, differing: differingFromMonai });
}

interface Figures {
  readonly ours: readonly number[];
  readonly transform: readonly number[];
  readonly naive: readonly number[];
  readonly net: readonly number[];
  readonly differing: number;
  readonly peakMegabytes: number;
}

function report(times: Figures): void {
  const [ours, naive, net] = [median(times.ours), median(times.naive), median(times.net)];
  writeResults('request', {
    'ours, ms': ours,
    'of which the chain before the network, ms': median(times.transform),
    'naive, ms': naive,
    'network alone, ms': net,
    'naive / ours': naive / ours,
    'overhead: naive / ours': (naive - net) / Math.max(ours - net, 1),
    'voxels that differ': times.differing,
    'peak memory of our first request, MB': times.peakMegabytes,
  });
}

function reportPeer(
  name: string,
  times: { ours: number[]; peer: number[]; net: number[]; differing: number },
): void {
  const [ours, peer, net] = [median(times.ours), median(times.peer), median(times.net)];
  writeResults('request-monai', {
    'ours, ms': ours,
    [`${name}, ms`]: peer,
    'network alone on ONNX Runtime, ms': net,
    'MONAI / ours': peer / ours,
    'overhead: MONAI / ours': (peer - net) / Math.max(ours - net, 1),
    'voxels that differ': times.differing,
  });
}

async function voxelsOf(path: string): Promise<ArrayLike<number>> {
  return (await readImage({ path })).volume.voxels;
}
