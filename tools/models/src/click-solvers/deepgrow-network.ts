import type { OnnxValue } from '@aiaa/inference/testing';
import { clickBrightness } from './click-brightness.js';
import { finite } from './finite.js';
import type { GraphMaths } from './graph-maths.js';
import { growFromClicks, type Clicked } from './grow-from-clicks.js';
import { lessNoise } from './less-noise.js';
import { meanField } from './mean-field.js';
import { seedsOf } from './seeds-of.js';
import { lookUp } from './soft-histogram.js';
import type { Reach } from './spread.js';

export interface DeepgrowSpec {
  readonly name: string;
  readonly description: string;
  /** Of the network's input, spatial. */
  readonly size: readonly number[];
  /** How many voxels a cell is wide where borders are settled, and where regions grow. */
  readonly fine: number;
  readonly coarse: number;
  /** How far regions may grow, a step for each. */
  readonly rounds: readonly Reach[];
  /** How often neighbours hear each other. */
  readonly settling: number;
}

/** How much brightness counts in the end, and how much the way to the clicks. */
const [BRIGHTNESS_WEIGHT, WAY_WEIGHT] = [0.5, 0.7];
/** The way to a click says no more than this: far is far. */
export const MOST_OF_WAY = 6;
/** No neighbours outvote a click. */
const CLICK_WEIGHT = 20;
const NEIGHBOURS = { weight: 0.8, contrast: 20 } as const;
/** Bells of clicks, two voxels wide (MONAI's AddGuidanceSignal), end four voxels from their middle. */
const BELL_REACH = 4;

/** What the solver makes of an image and its clicks, on the grid on which borders are settled. */
export interface DeepgrowSolution extends Clicked {
  readonly image: OnnxValue;
  /** What brightness says for the foreground, as a logit. */
  readonly evidence: OnnxValue;
  /** By how much the foreground's clicks are nearer than those of the background. */
  readonly way: OnnxValue;
  /** The answer. */
  readonly logit: OnnxValue;
}

/**
 * What the solver thinks of image, foreground and background clicks, [1, 3, ...size]. Nothing in it is trained:
 * regions grow from both kinds of clicks (as in GrowCut: Vezhnevets and Konouchine, GraphiCon 2005), how bright they
 * are is learnt from these regions (as in GrabCut: Rother, Kolmogorov and Blake, SIGGRAPH 2004), and a mean field
 * settles the border.
 */
export function solveDeepgrow(maths: GraphMaths, input: OnnxValue, spec: DeepgrowSpec): DeepgrowSolution {
  const size = spec.size.map((n) => n / spec.fine);
  const clicked = look(maths, input, spec);
  const tile = spec.coarse / spec.fine;
  const grown = growFromClicks(maths, clicked, { size, tile, rounds: spec.rounds });
  const way = maths.enlarge(
    maths.clip(grown.way, -MOST_OF_WAY, MOST_OF_WAY),
    size.map(() => tile),
  );
  const evidence = lookUp(maths, grown.table, clicked.brightness);
  const own = maths.add(
    maths.mul(evidence, BRIGHTNESS_WEIGHT),
    maths.mul(way, WAY_WEIGHT),
    maths.mul(sides(maths, clicked.seeds), CLICK_WEIGHT),
  );
  const agree = meanField(maths, clicked.brightness, { size, ...NEIGHBOURS });
  let logit = own;
  for (let round = 0; round < spec.settling; round++)
    logit = agree(maths.node('Sigmoid', [logit]), own).logit;
  return { ...clicked, evidence, way, logit };
}

/** The input on the grid on which borders are settled. */
function look(
  maths: GraphMaths,
  input: OnnxValue,
  { fine, size }: DeepgrowSpec,
): Clicked & { readonly image: OnnxValue } {
  const axes = size.length;
  const image = lessNoise(maths, finite(maths, maths.slice(input, 1, [0, 1])), { width: fine, axes });
  const bells = maths.slice(input, 1, [1, 3]);
  const clicks =
    fine === 1 ? bells : maths.pool('MaxPool', bells, { size: size.map(() => fine), isTiled: true });
  const seeds = seedsOf(maths, clicks, { around: 2 * Math.floor(BELL_REACH / fine) + 1, axes });
  return { image, brightness: clickBrightness(maths, image, clicks), clicks, seeds };
}

/** 1 at a foreground click, -1 at one of the background. */
const sides = ({ sub, slice }: GraphMaths, seeds: OnnxValue): OnnxValue =>
  sub(slice(seeds, 1, [0, 1]), slice(seeds, 1, [1, 2]));
