import { mkdir, rename, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { openModelRepository } from '@aiaa/models';
import { PAIRS, labelledObjects, openTrialDesk, type LabelledImage } from '@aiaa/tools-models/click-trials';
import { CONVERGED, FALL, diceFalls } from './dice-falls.js';
import { diceCsv, diceTable, diceText, type DiceRow } from './dice-table.js';
import { diceTrial, type DiceTrial, type Solver } from './dice-trial.js';

/**
 * What the bundled solvers make of simulated clicks and of exact extreme points, on public images with labels:
 *   AIAA_TEST_DATA=<folder> node tools/bench/dist/dice.bench.js [model ...]
 * Prints a table for each solver. Without names all but the slow pipeline are asked, and results/dice.csv is written.
 * Figures for reading: nothing is tuned by them.
 */
const THREADS = 2;
const DEFAULT_SOLVERS = ['annotation_dextr3d', 'deepgrow_2d', 'deepgrow_3d'];

const data = process.env['AIAA_TEST_DATA'];
if (data === undefined)
  throw new Error(
    'AIAA_TEST_DATA names no folder; set it to the one that holds the images and their labels.',
  );

const named = process.argv.slice(2);
const workspace = process.env['AIAA_WORKSPACE'];
const repository = await openModelRepository(workspace === undefined ? {} : { workspace });
const images = await Promise.all(PAIRS.map((pair) => labelledObjects(data, pair)));
const leftOut = images.reduce((sum, image) => sum + image.leftOut, 0);
process.stdout.write(`${leftOut} labels left out: too small or too flat\n`);

const rows: DiceRow[] = [];
for (const name of named.length > 0 ? named : DEFAULT_SOLVERS) {
  const trials = await trialsOf(solverOf(name));
  const table = diceTable(trials);
  rows.push(...table);
  process.stdout.write(`\n${name}, ${trials.length} objects\n${diceText(table)}\n${fallsOf(trials)}`);
  if (named.length === 0) await keep(rows);
}

function solverOf(name: string): Solver {
  const { type, extra } = repository.list().find((one) => one.name === name) ?? {};
  const onSlice = extra?.['deepgrow'] === '2D';
  return {
    model: repository.get(name),
    asked: type === 'annotation' ? 'points' : onSlice ? 'clicks on a slice' : 'clicks',
  };
}

async function trialsOf(solver: Solver): Promise<readonly DiceTrial[]> {
  const trials: DiceTrial[] = [];
  for (const image of images) trials.push(...(await trialsOn(image, solver)));
  return trials;
}

async function trialsOn({ image, objects }: LabelledImage, solver: Solver): Promise<readonly DiceTrial[]> {
  const trials: DiceTrial[] = [];
  const desk = await openTrialDesk(image, { threads: THREADS });
  for (const object of objects) trials.push(await diceTrial(desk, object, solver));
  await desk.close();
  return trials;
}

function fallsOf(trials: readonly DiceTrial[]): string {
  const { clicks, falls, worst } = diceFalls(trials.map(({ dices }) => dices));
  if (clicks === 0) return '';
  return `${falls} of ${clicks} clicks on masks of ${CONVERGED} and more cost more than ${FALL}; the worst cost ${worst.toFixed(3)}\n`;
}

async function keep(kept: readonly DiceRow[]): Promise<void> {
  const folder = fileURLToPath(new URL('../results/', import.meta.url));
  await mkdir(folder, { recursive: true });
  await writeFile(`${folder}dice.csv.part`, `${diceCsv(kept)}\n`);
  await rename(`${folder}dice.csv.part`, `${folder}dice.csv`);
}
