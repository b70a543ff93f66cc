import { mkdirSync, writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { fileURLToPath } from 'node:url';

export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? NaN;
}

/** Prints figures and keeps them as `results/<name>.csv`, with the machine they were measured on. */
export function writeResults(name: string, figures: Readonly<Record<string, number>>): void {
  const folder = fileURLToPath(new URL('../results/', import.meta.url));
  const rows = Object.entries(figures).map(([figure, value]) => `${JSON.stringify(figure)},${format(value)}`);
  const machine = `${cpus().length} x ${cpus()[0]?.model.trim() ?? 'unknown CPU'}, Node ${process.versions.node}`;
  mkdirSync(folder, { recursive: true });
  writeFileSync(
    `${folder}${name}.csv`,
    ['figure,value', `"machine",${JSON.stringify(machine)}`, ...rows, ''].join('\n'),
  );
  process.stdout.write(`${[name, machine, ...rows].join('\n  ')}\n`);
}

const format = (value: number): string => (Number.isInteger(value) ? String(value) : value.toPrecision(4));
