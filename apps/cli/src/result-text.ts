import type { ClassificationResult, MaskResult } from '@aiaa/annotator';
import { alignedMatrix } from './aligned-matrix.js';
import type { FoundPolygons } from './found-polygons.js';
import { printable } from './printable.js';

/** What a person is told of a mask, now that it lies in its place. */
export function maskText({ file, points, timings }: MaskResult): string {
  const seconds = timings.reduce((sum, { milliseconds }) => sum + milliseconds, 0) / 1000;
  const stages = timings
    .map(({ stage, milliseconds }) => `${stage} ${milliseconds.toFixed(0)} ms`)
    .join(', ');
  const found = points.length === 0 ? 'an empty mask' : 'the mask';
  return `Wrote ${found} to ${printable(file)} in ${seconds.toFixed(1)} s (${stages}).\n`;
}

/** What a person is told of polygons, now that they lie in their place. */
export function polygonsText({ rings }: FoundPolygons, place: string): string {
  const found = rings.filter(({ length }) => length > 0).length;
  return `Wrote the polygons of ${found} of ${rings.length} slices to ${printable(place)}.\n`;
}

/** The scores of a classification to a millionth, the best first. */
export function scoresTable({ scores }: ClassificationResult): string {
  const labels = scores.map(({ label }) => printable(label));
  const width = Math.max(...labels.map(({ length }) => length));
  const numbers = alignedMatrix(
    scores.map(({ score }) => [score]),
    1,
  );
  return labels.map((label, at) => `${label.padEnd(width)}  ${numbers[at]}\n`).join('');
}
