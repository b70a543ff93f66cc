import { openModelRepository } from '@aiaa/models';

import { extremeClicks } from './extreme-clicks.js';
import { dice } from './dice.js';
import { PAIRS, labelledObjects, type LabelledObject } from './labelled-objects.js';
import { largestSlice, onlySlice } from './largest-slice.js';
import { clickThrough, openTrialDesk, type Answer, type TrialDesk } from './trial-desk.js';

/**
 * What the bundled solvers make of simulated clicks and exact extreme points on image and label pairs:
 *   AIAA_TEST_DATA=<folder> node tools/models/dist/click-trials/clicks.bench.js [model ...]
 * Figures for reading: Dice of each object, and medians. Nothing is tuned by them.
 */
const CLICKS = [1, 2, 3, 5, 10];
const THREADS = 2;

interface Trial {
  readonly object: string;
  readonly dices: readonly number[];
  readonly milliseconds: number;
}

const data = process.env['AIAA_TEST_DATA'];
if (data === undefined)
  throw new Error('AIAA_TEST_DATA says where the image and label pairs lie; it is not set.');
const workspace = process.env['AIAA_WORKSPACE'];
const repository = await openModelRepository(workspace === undefined ? {} : { workspace });
const solvers = repository
  .list()
  .filter(({ type }) => ['annotation', 'deepgrow', 'pipeline'].includes(type))
  .filter(({ name }) => process.argv.length < 3 || process.argv.includes(name));

for (const { name, type, extra } of solvers) {
  const trials: Trial[] = [];
  for (const pair of PAIRS) {
    const { image, objects } = await labelledObjects(data, pair);
    const desk = await openTrialDesk(image, { threads: THREADS });
    for (const object of objects)
      trials.push(await tryOut(desk, object, { name, type, is2d: extra['deepgrow'] === '2D' }));
    await desk.close();
  }
  print(name, type === 'annotation' ? ['points'] : CLICKS.map((n) => `${n} clicks`), trials);
}

interface Solver {
  readonly name: string;
  readonly type: string;
  readonly is2d: boolean;
}

async function tryOut(desk: TrialDesk, { name, mask }: LabelledObject, solver: Solver): Promise<Trial> {
  const model = repository.get(solver.name);
  const truth = solver.is2d ? onlySlice(mask, largestSlice(mask)) : mask;
  const answers: readonly Answer[] =
    solver.type === 'annotation'
      ? [await desk.dextr3d(model, extremeClicks(truth))]
      : await clickThrough(desk, { model, truth, clicks: Math.max(...CLICKS) });
  const told = answers.length === 1 ? answers : CLICKS.map((n) => answers[n - 1]);
  const milliseconds = median(answers.map((answer) => answer.milliseconds));
  return { object: name, dices: told.map((answer) => dice(answer.mask, truth)), milliseconds };
}

function print(name: string, columns: readonly string[], trials: readonly Trial[]): void {
  const row = (title: string, dices: readonly number[], milliseconds: number) =>
    `${title.padEnd(16)}${dices.map((value) => value.toFixed(3).padStart(11)).join('')}${milliseconds.toFixed(0).padStart(9)}`;
  const over = (fold: (values: readonly number[]) => number) =>
    columns.map((_, at) => fold(trials.map(({ dices }) => dices[at])));
  const time = median(trials.map(({ milliseconds }) => milliseconds));
  const lines = [
    `${name}, ${trials.length} objects`,
    `${''.padEnd(16)}${columns.map((column) => column.padStart(11)).join('')}${'ms'.padStart(9)}`,
    ...trials.map(({ object, dices, milliseconds }) => row(object, dices, milliseconds)),
    row('mean', over(mean), time),
    row('median', over(median), time),
  ];
  process.stdout.write(`${lines.join('\n')}\n\n`);
}

function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  return ((sorted[(sorted.length - 1) >> 1] ?? NaN) + (sorted[sorted.length >> 1] ?? NaN)) / 2;
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
