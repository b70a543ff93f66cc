import type { ModelSummary } from '@aiaa/annotator';
import { isList } from './json-list.js';
import { findNumber } from './number-text.js';

/** What the clients take where an annotation model does not say: millimetres around the clicks, and voxels. */
const PADDING = 20;
const ROI: readonly number[] = [128, 128, 128];

/** The extras that clients read, in the one shape they read: the C++ client fails on the whole list over a wrong one. */
const SHAPES: Readonly<Record<string, (value: unknown) => unknown>> = {
  padding: findNumber,
  roi: findRoi,
  sigma: findNumber,
  deepgrow: findText,
  'internal name': findText,
};

/**
 * What a model's config adds for clients. A value that they could not read is left out, as is null, and texts of
 * numbers become numbers. `padding` and `roi` are both there or neither: Slicer reads the one wherever the other
 * is. An annotation model that names one gets what clients assume for the other; elsewhere neither has a meaning.
 */
export function encodeExtra({
  type,
  extra,
}: Pick<ModelSummary, 'type' | 'extra'>): Readonly<Record<string, unknown>> {
  const { padding, roi, ...others } = Object.fromEntries(
    Object.entries(extra).flatMap(([name, value]) => {
      const shape = Object.hasOwn(SHAPES, name) ? SHAPES[name] : undefined;
      const said = shape === undefined ? value : shape(value);
      return said === undefined || said === null ? [] : [[name, said] as const];
    }),
  );
  if (padding === undefined && roi === undefined) return others;
  if (type === 'annotation') return { ...others, padding: padding ?? PADDING, roi: roi ?? ROI };
  return padding === undefined || roi === undefined ? others : { ...others, padding, roi };
}

/** One side may stand for all three. */
function findRoi(value: unknown): readonly number[] | undefined {
  const list = isList(value) ? value : [value, value, value];
  const sides = list
    .map(findNumber)
    .filter((side) => side !== undefined && side > 0 && Number.isInteger(side));
  return sides.length === list.length && sides.length > 0 ? sides.map(Number) : undefined;
}

function findText(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined;
}
