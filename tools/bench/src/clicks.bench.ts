import { join } from 'node:path';
import { makeAnnotator } from '@aiaa/annotation';
import type { Annotator, ModelReference, StageTiming } from '@aiaa/annotator';
import { readImage, writeImage } from '@aiaa/imaging-io';
import { writeClickModel, type ClickModel } from './click-model.js';
import { countDiffering } from './count-differing.js';
import { CLICKS, imageSession, type SessionPlace } from './image-session.js';
import { inTempFolder } from './in-temp-folder.js';
import { startMonai, type MonaiPeer } from './monai-peer.js';
import { openNetworkAlone, type NetworkAlone } from './open-network-alone.js';
import { peakBytesOf } from './peak-memory.js';
import { ctLikePhantom } from './phantom.js';
import { median, writeResults } from './results.js';
import { timed } from './timed.js';

/**
 * Clicks on an abdominal CT in a session, without HTTP: in each round a session is opened and clicked in twice, and the
 * same network runs alone; what is not the network is the overhead. With AIAA_BENCH_PYTHON naming an interpreter that
 * has MONAI, MONAI does the same click in turn, from the file as MONAI Label does, on the same ONNX Runtime.
 */
const ROUNDS = Number(process.argv[2] ?? 7);
const PROCESSES = 3;
const python = process.env['AIAA_BENCH_PYTHON'];

await inTempFolder(async (folder) => {
  await writeImage(join(folder, 'ct.nii.gz'), ctLikePhantom());
  for (const name of ['deepgrow-3d', 'deepgrow-2d'] as const) await compare(name, folder);
});

async function compare(name: ClickModel, folder: string): Promise<void> {
  const [image, theirs] = [join(folder, 'ct.nii.gz'), join(folder, 'monai.nii.gz')];
  const model = { name, revision: '1', folder: await writeClickModel(folder, name) };
  const sides: Sides = {
    annotator: makeAnnotator(),
    alone: await openNetworkAlone(model.folder, name),
    ...(python && { monai: await startMonai(python, 'monai_clicks.py', [model.folder, image, theirs]) }),
  };
  const samples: Sample[] = [];
  for (let round = 0; round <= ROUNDS; round++) {
    samples.push(await sampleOf(sides, model, { session: `session ${round}`, image, folder }));
  }
  await sides.annotator.close();
  await sides.alone.close();
  sides.monai?.close();
  const mask = (await readImage(join(folder, 'result.nii.gz'))).volume.voxels;
  const [cold, ...warm] = samples;
  writeResults(name, {
    ...figuresOf(warm),
    'first click of the process, ms': cold.first,
    'voxels of the mask': mask.filter((label: number) => label > 0).length,
    'peak memory of a session of two clicks, MB':
      (await peakBytesOf('clicks-alone', model.folder, PROCESSES)) / 1e6,
  });
  if (sides.monai === undefined) return;
  const differing = countDiffering(mask, (await readImage(theirs)).volume.voxels);
  const figures = { ...peerFiguresOf(warm), 'voxels that differ': differing };
  writeResults(`${name}-monai`, figures, sides.monai.name);
}

interface Sides {
  readonly annotator: Annotator;
  readonly alone: NetworkAlone;
  readonly monai?: MonaiPeer;
}

/** Milliseconds of one round. */
interface Sample {
  readonly open: number;
  readonly first: number;
  readonly second: number;
  readonly stages: readonly StageTiming[];
  readonly network: number;
  readonly monai: number;
  readonly monaiNetwork: number;
}

async function sampleOf(sides: Sides, model: ModelReference, place: SessionPlace): Promise<Sample> {
  const session = imageSession(sides.annotator, place);
  const [open] = await timed(() => session.open());
  const [first] = await timed(() => session.click(model));
  const [second, { timings }] = await timed(() => session.click(model));
  sides.annotator.forget(place.session);
  const network = await sides.alone.run();
  const answer = (await sides.monai?.ask(JSON.stringify(CLICKS))) ?? 'NaN NaN';
  const [monai, monaiNetwork] = answer.split(' ').map(Number);
  return { open, first, second, stages: timings, network, monai, monaiNetwork };
}

function figuresOf(samples: readonly Sample[]): Record<string, number> {
  const middle = middleOf(samples);
  const [second, network] = [middle(({ second }) => second), middle(({ network }) => network)];
  const stages = samples[0].stages.map(({ stage }, at): [string, number] => [
    `of which ${stage}, ms`,
    middle((sample) => sample.stages[at].milliseconds),
  ]);
  return {
    'opening a session, ms': middle(({ open }) => open),
    'first click in it, ms': middle(({ first }) => first),
    'second click, ms': second,
    ...Object.fromEntries(stages),
    'network alone, ms': network,
    'second click / network alone': second / network,
    'overhead of the second click, ms': second - network,
  };
}

function peerFiguresOf(samples: readonly Sample[]): Record<string, number> {
  const middle = middleOf(samples);
  const overhead = middle(({ monai, monaiNetwork }) => monai - monaiNetwork);
  const ours = Math.max(
    middle(({ second, network }) => second - network),
    1,
  );
  return {
    'second click, ms': middle(({ second }) => second),
    'MONAI, which reads the file for each click, ms': middle(({ monai }) => monai),
    'of which its network, ms': middle(({ monaiNetwork }) => monaiNetwork),
    'MONAI / ours': middle(({ monai }) => monai) / middle(({ second }) => second),
    'overhead: MONAI / ours': overhead / ours,
  };
}

function middleOf(samples: readonly Sample[]) {
  return (pick: (sample: Sample) => number): number => median(samples.map(pick));
}
