import type { OnnxValue } from '@aiaa/inference/testing';
import type { GraphMaths } from './graph-maths.js';

/** How many spreads to each side still look different. */
export const WINDOW_SPREADS = 8;

/** The least that values spread about a click, as a share of how much they do in the whole image. */
const LEAST_SHARE = 0.05;

/**
 * Brightness from 0 to 1, 0.5 where the foreground clicks lie: values about their mean, which count for less the farther
 * away they are. Whatever the units of an image are, they do not matter.
 */
export function clickBrightness(maths: GraphMaths, image: OnnxValue, clicks: OnnxValue): OnnxValue {
  const { add, sub, mul, div, line, node, square, total } = maths;
  const mean = (value: OnnxValue) => node('ReduceMean', [value], { keepdims: { i: 0 } });
  const foreground = maths.slice(clicks, 1, [0, 1]);
  const weights = div(foreground, add(total(foreground), 1e-6));
  const middle = total(mul(image, weights));
  const overall = mean(square(sub(image, mean(image))));
  const about = total(mul(square(sub(image, middle)), weights));
  const spread = node('Sqrt', [add(about, line(overall, LEAST_SHARE ** 2, 1e-12))]);
  return line(node('Tanh', [div(sub(image, middle), mul(spread, WINDOW_SPREADS))]), 0.5, 0.5);
}
