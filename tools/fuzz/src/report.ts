import type { Tally } from './fuzz.js';
import { ENDS } from './judge.js';
import { KINDS } from './seed.js';

/** What a run came to, for a person or, as JSON, for a test. */
export interface Report extends Omit<Tally, 'finding'> {
  /** What stopped the run, and how to run that again. */
  readonly finding?: string;
  readonly seconds: number;
  readonly peakMegabytes: number;
}

/** How many inputs of each kind ended how. */
export function table({ ends, rounds, seconds, peakMegabytes, slowest }: Report): string {
  const cells = KINDS.map((kind) => {
    const counts = ENDS.map((end) => ends[kind]?.[end] ?? 0);
    return [kind, ...counts, counts.reduce((sum, count) => sum + count, 0)];
  });
  const rows = [['', ...ENDS, 'all'], ...cells].map(([first, ...rest]) =>
    [String(first).padEnd(10), ...rest.map((cell) => String(cell).padStart(17))].join(''),
  );
  const speed = `${rounds} inputs in ${seconds.toFixed(1)} s, peak memory ${peakMegabytes.toFixed(0)} MB`;
  const slow = `slowest: round ${slowest.round}, ${slowest.milliseconds.toFixed(0)} ms`;
  return [...rows, speed, slow, ''].join('\n');
}
