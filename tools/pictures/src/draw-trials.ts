import { readFile, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import type { ModelReference } from '@aiaa/annotator';
import { openModelRepository } from '@aiaa/models';
import {
  PAIRS,
  clickThrough,
  extremeClicks,
  labelledObjects,
  largestSlice,
  onlySlice,
  openTrialDesk,
  type TrialDesk,
} from '@aiaa/tools-models/click-trials';
import { orientation } from '@aiaa/transforms';
import { labelMapOf, type LabelMap, type Volume } from '@aiaa/volume';
import { encode } from 'fast-png';
import { drawSlice } from './draw-slice.js';
import { sideBySide } from './side-by-side.js';

/**
 * The best, the median and the worst answer of bundled solvers in tools/bench/results/dice.csv, beside the truth:
 *   AIAA_TEST_DATA=<folder> node tools/pictures/dist/draw-trials.js
 * writes docs/pictures/{dextr3d,deepgrow-2d}-{best,median,worst}.png: on the left the truth, on the right what was found.
 */
interface Trial {
  readonly model: string;
  /** Which column of the table ranks the objects. */
  readonly by: string;
  readonly answer: (desk: TrialDesk, model: ModelReference, truth: LabelMap) => Promise<LabelMap>;
  /** What of the object was looked for. */
  readonly part: (truth: LabelMap) => LabelMap;
}

const CLICKS = 3;
const TRIALS: Readonly<Record<string, Trial>> = {
  dextr3d: {
    model: 'annotation_dextr3d',
    by: 'points',
    part: (truth) => truth,
    answer: async (desk, model, truth) => (await desk.dextr3d(model, extremeClicks(truth))).mask,
  },
  'deepgrow-2d': {
    model: 'deepgrow_2d',
    by: `${CLICKS} clicks`,
    part: (truth) => onlySlice(truth, largestSlice(truth)),
    answer: async (desk, model, truth) =>
      (await clickThrough(desk, { model, truth, clicks: CLICKS }))[CLICKS - 1].mask,
  },
};
const ZOOM = 1;
const [TRUTH_COLOUR, FOUND_COLOUR] = [2, 1];
/** The share of voxels that is black, and that is not white. */
const WINDOW = [0.05, 0.995] as const;

const data = process.env['AIAA_TEST_DATA'];
if (data === undefined)
  throw new Error(
    'AIAA_TEST_DATA names no folder; set it to the one that holds the images and their labels.',
  );
const models = await openModelRepository({});
const results = await readFile(
  fileURLToPath(new URL('../../bench/results/dice.csv', import.meta.url)),
  'utf8',
);
for (const [name, trial] of Object.entries(TRIALS)) {
  const ranked = rank(results, trial);
  const chosen = { best: ranked[0], median: ranked[ranked.length >> 1], worst: ranked.at(-1) };
  for (const [place, object] of Object.entries(chosen)) {
    if (object === undefined) continue;
    const file = fileURLToPath(new URL(`../../../docs/pictures/${name}-${place}.png`, import.meta.url));
    await writeFile(file, encode({ ...(await drawTrial(data, object, trial)), channels: 3, depth: 8 }));
    process.stdout.write(`${name}, ${place}: ${object}\n`);
  }
}

/** The objects, the one that was found best first. */
function rank(csv: string, { model, by }: Trial): readonly string[] {
  const [titles, ...rows] = csv.split('\n').map((line) => line.split(','));
  const column = titles.indexOf(by);
  return rows
    .filter(([name, object]) => name === model && object !== 'mean' && object !== 'median')
    .toSorted((a, b) => Number(b[column]) - Number(a[column]))
    .map(([, object]) => object);
}

async function drawTrial(folder: string, object: string, trial: Trial) {
  const [name, label] = object.split(' ');
  const pair = PAIRS.find((one) => one.name === name);
  if (pair === undefined) throw new Error(`${object} is of no known image; run the bench of Dice again.`);
  const { image, objects } = await labelledObjects(folder, { ...pair, only: [Number(label)] });
  const truth = trial.part(objects[0].mask);
  const desk = await openTrialDesk(image, { threads: 2 });
  const mask = await trial.answer(desk, models.get(trial.model), truth);
  await desk.close();
  return draw(image, truth, mask);
}

function draw(image: Volume, truth: LabelMap, found: LabelMap) {
  const volume = asRadiologistsLook(image);
  const [known, answer] = [truth, found].map((mask) => labelMapOf(asRadiologistsLook(mask)));
  const sorted = Float32Array.from(image.voxels).sort();
  const [low, high] = WINDOW.map((share) => sorted[Math.floor(share * (sorted.length - 1))]);
  const view = { axis: 2, at: largestSlice(known), window: [low, high], zoom: ZOOM } as const;
  return sideBySide([
    drawSlice(volume, coloured(known, TRUTH_COLOUR), view),
    drawSlice(volume, coloured(answer, FOUND_COLOUR), view),
  ]);
}

function coloured(mask: LabelMap, colour: number): LabelMap {
  return { ...mask, voxels: mask.voxels.map((label) => (label > 0 ? colour : 0)) };
}

/** From the feet: the patient's left on the right of the picture, the back below. */
function asRadiologistsLook(volume: Volume): Volume {
  return orientation({ axcodes: 'LPI' })(volume).volume;
}
