import type { OnnxValue } from '@aiaa/inference/testing';
import { WINDOW_SPREADS } from './click-brightness.js';
import { contrastAround } from './contrast-around.js';
import type { GraphMaths } from './graph-maths.js';
import { evidence, normalised, softHistogram, type SoftHistogram } from './soft-histogram.js';
import { spread, type Reach } from './spread.js';

/** On one grid: the image, and for both kinds of clicks where they are. */
export interface Clicked {
  readonly brightness: OnnxValue;
  /** Bells of height 1, a channel for foreground and one for background. */
  readonly clicks: OnnxValue;
  /** The same as 1 and 0. */
  readonly seeds: OnnxValue;
}

export interface GrowthOptions {
  readonly size: readonly number[];
  /** How many cells become one, along each axis, to grow in. */
  readonly tile: number;
  readonly rounds: readonly Reach[];
}

export interface Growth {
  /** For each brightness, what it says for the foreground. */
  readonly table: OnnxValue;
  /** On the grid of tiles: by how much the foreground's clicks are nearer than those of the background. */
  readonly way: OnnxValue;
}

/** What a step costs, from where all speaks for the foreground to where nothing does. */
const [LEAST_COST, MOST_COST] = [0.05, 1.05];
/** A step over an edge costs more, with the square of its contrast. */
const EDGE_COST = 10;
/** Two spreads from the clicks' own brightness a step costs already much. */
const LIKE_CLICK_SPREADS = 2;
/** The background is never farther than this, where it was not clicked near. */
const BACKGROUND_AT_MOST = 3;
const WAY_UNIT = 1.5;
/** How much the clicks themselves are believed, beside what grew from them. */
const [FOREGROUND_CLICKS, BACKGROUND_CLICKS] = [0.7, 0.3];
const HISTOGRAM = { smoothing: 2.5 } as const;
const FLOOR = { floor: 3e-3 } as const;

/**
 * Regions that grow from the clicks twice: first over what looks like the foreground clicks, then over what brightness
 * says after the first growth.
 */
export function growFromClicks(maths: GraphMaths, clicked: Clicked, options: GrowthOptions): Growth {
  const { add, sub, mul, line, node, square } = maths;
  const size = options.size.map((n) => n / options.tile);
  const window = { size: size.map(() => options.tile), isTiled: true };
  const brightness = maths.pool('AveragePool', clicked.brightness, window);
  const [clicks, seeds] = [clicked.clicks, clicked.seeds].map((map) => maths.pool('MaxPool', map, window));
  const cells = size.reduce((product, n) => product * n, 1);
  const histogram = softHistogram(maths, brightness, { cells, ...HISTOGRAM });
  const tableOf = tablesFrom(maths, histogram, clicks);
  const edges = edgesIn(maths, contrastAround(maths, brightness, size.length), clicks);
  const grow = (likeness: OnnxValue) => {
    const cost = add(line(likeness, LEAST_COST - MOST_COST, MOST_COST), edges);
    return wayOf(maths, spread(maths, seeds, { cost, rounds: options.rounds, axes: size.length }));
  };
  const away = mul(sub(brightness, 0.5), (2 * WINDOW_SPREADS) / LIKE_CLICK_SPREADS);
  const first = grow(node('Exp', [mul(square(away), -0.5)]));
  const learnt = histogram.read(tableOf(first));
  const way = grow(node('Sigmoid', [maths.reshape(learnt, [1, 1, ...size])]));
  return { table: tableOf(way), way };
}

/** What steps over edges cost: contrast above that about the foreground clicks, which is noise or texture. */
function edgesIn(maths: GraphMaths, contrast: OnnxValue, clicks: OnnxValue): OnnxValue {
  const { sub, mul, div, add, node, square, total } = maths;
  const foreground = maths.slice(clicks, 1, [0, 1]);
  const usual = div(total(mul(contrast, foreground)), add(total(foreground), 1e-6));
  return mul(square(node('Relu', [sub(contrast, usual)])), EDGE_COST);
}

function wayOf({ slice, sub, mul, min }: GraphMaths, distances: OnnxValue): OnnxValue {
  const [toForeground, toBackground] = [slice(distances, 1, [0, 1]), slice(distances, 1, [1, 2])];
  return mul(sub(min(toBackground, BACKGROUND_AT_MOST), toForeground), 1 / WAY_UNIT);
}

/** From a way to the clicks to what each brightness says, where background clicks count if there are any. */
function tablesFrom(maths: GraphMaths, histogram: SoftHistogram, clicks: OnnxValue) {
  const { add, sub, mul, slice, isAbove, node } = maths;
  const of = (weights: OnnxValue) => normalised(maths, histogram.of(weights));
  const [foreground, background] = [slice(clicks, 1, [0, 1]), slice(clicks, 1, [1, 2])];
  const most = node('ReduceMax', [background], { keepdims: { i: 0 } });
  const share = mul(isAbove(most, 0.5), BACKGROUND_CLICKS);
  const fromForeground = mul(of(foreground), FOREGROUND_CLICKS);
  const fromBackground = mul(of(background), share);
  return (way: OnnxValue): OnnxValue => {
    const probability = node('Sigmoid', [way]);
    const inside = add(mul(of(probability), 1 - FOREGROUND_CLICKS), fromForeground);
    const outside = add(mul(of(sub(1, probability)), sub(1, share)), fromBackground);
    return evidence(maths, [inside, outside], FLOOR);
  };
}
