import type { DiceTrial } from './dice-trial.js';
import { median } from './results.js';

export interface DiceRow {
  readonly model: string;
  readonly object: string;
  /** A cell for each of `DICE_COLUMNS`; absent where nobody asked that way. */
  readonly cells: readonly (number | undefined)[];
}

const CLICKS = [1, 2, 3, 5, 10];
const CONVERGING = ['most a click cost', 'ms'];
export const DICE_COLUMNS = ['points', ...CLICKS.map((n) => `${n} clicks`), ...CONVERGING];

/** A row for each trial of one solver, then their mean and their median. */
export function diceTable(trials: readonly DiceTrial[]): readonly DiceRow[] {
  const rows = trials.map(rowOf);
  const fold = (object: string, over: (values: readonly number[]) => number): DiceRow => ({
    model: trials[0].model,
    object,
    cells: DICE_COLUMNS.map((_, column) => {
      const values = rows.flatMap(({ cells }) => cells[column] ?? []);
      return values.length === 0 ? undefined : over(values);
    }),
  });
  return [...rows, fold('mean', mean), fold('median', median)];
}

function rowOf({ model, object, asked, dices, milliseconds }: DiceTrial): DiceRow {
  const byClicks = asked !== 'points';
  const costs = dices.slice(1).map((dice, at) => dices[at] - dice);
  return {
    model,
    object,
    cells: [
      byClicks ? undefined : dices[0],
      ...CLICKS.map((n) => (byClicks ? dices[n - 1] : undefined)),
      byClicks ? Math.max(0, ...costs) : undefined,
      Math.round(milliseconds),
    ],
  };
}

const mean = (values: readonly number[]): number =>
  values.reduce((sum, value) => sum + value, 0) / values.length;

/** Columns under each other, for a terminal. */
export function diceText(rows: readonly DiceRow[]): string {
  const head = ['', ...DICE_COLUMNS];
  const lines = [head, ...rows.map(({ object, cells }) => [object, ...cells.map(shown)])];
  const width = (column: number) => Math.max(...lines.map((line) => line[column].length));
  const widths = head.map((_, column) => width(column));
  return lines.map((line) => line.map((cell, at) => cell.padStart(widths[at] + 2)).join('')).join('\n');
}

/** Comma-separated, a line for each row. */
export function diceCsv(rows: readonly DiceRow[]): string {
  const head = ['model', 'object', ...DICE_COLUMNS].join();
  return [head, ...rows.map(({ model, object, cells }) => [model, object, ...cells.map(shown)].join())].join(
    '\n',
  );
}

const shown = (value: number | undefined): string =>
  value === undefined ? '' : value > 1 ? value.toFixed(0) : value.toFixed(3);
