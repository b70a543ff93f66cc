import type { Command } from 'commander';
import { nameEnding, parseSlice } from './parse-options.js';
import { UsageProblem } from './usage-problem.js';

export interface PolygonsOptions {
  readonly out?: string;
  readonly svg?: string;
  readonly slice?: number;
}

/** The flags of every command that answers polygons; `drawn` says which slice a picture shows by itself. */
export const withPolygonsOptions = (command: Command, drawn: string): Command =>
  command
    .option('-o, --out <file>', 'where to write the polygons (.json)', nameEnding('.json'))
    .option('--svg <file>', 'where to draw the polygons of one slice (.svg)', nameEnding('.svg'))
    .option('--slice <k>', `the slice to draw (default: ${drawn})`, parseSlice);

/** @throws UsageProblem when a slice is named, and no picture of it */
export function assertDrawn({ svg, slice }: PolygonsOptions): void {
  if (slice === undefined || svg !== undefined) return;
  throw new UsageProblem('A slice is only there to be drawn: say where, as --svg slice.svg.');
}
