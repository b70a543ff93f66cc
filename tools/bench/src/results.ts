import { mkdirSync, writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { fileURLToPath } from 'node:url';

export const median = (values: readonly number[]): number => quantile(values, 0.5);

/** The value below which this share of the values lies, itself one of them. */
export function quantile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.floor(sorted.length * share)] ?? NaN;
}

/** Prints figures and keeps them as `results/<name>.csv`, with the machine they were measured on, and the peer. */
export function writeResults(name: string, figures: Readonly<Record<string, number>>, peer?: string): void {
  const folder = fileURLToPath(new URL('../results/', import.meta.url));
  const rows = Object.entries(figures).map(([figure, value]) => `${JSON.stringify(figure)},${format(value)}`);
  const machine = `${cpus().length} x ${cpus()[0]?.model.trim() ?? 'unknown CPU'}, Node ${process.versions.node}`;
  const about = Object.entries({ machine, ...(peer && { peer }) }).map(
    ([what, text]) => `"${what}",${JSON.stringify(text)}`,
  );
  mkdirSync(folder, { recursive: true });
  writeFileSync(`${folder}${name}.csv`, ['figure,value', ...about, ...rows, ''].join('\n'));
  process.stdout.write(`${[name, ...about, ...rows].join('\n  ')}\n`);
}

const format = (value: number): string => (Number.isInteger(value) ? String(value) : value.toPrecision(4));
