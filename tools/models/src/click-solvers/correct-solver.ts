import type { OnnxValue } from '@aiaa/inference/testing';
import type { GraphMaths } from './graph-maths.js';
import { meanOverMirrors, type Mirror } from './mean-over-mirrors.js';
import type { Weights } from './read-weights.js';

/** A trained network, and the mirrors it sees its views in. */
export interface Correction {
  readonly weights: ReadonlyMap<string, Weights>;
  readonly mirrors: readonly Mirror[];
}

/** How wide its cells are on the solver's grid. */
const TILE = 2;
const NORM_EPSILON = 1e-5;

/**
 * What a trained network adds to the solver's logit, [1, 1, ...cells], from its views: a U-Net on cells twice
 * as wide (as training/refiner.py has it; the names of the weights are those of its modules), averaged over mirrors of
 * the views.
 * @throws RangeError when one of its weights is missing.
 */
export function correctSolver(
  maths: GraphMaths,
  views: OnnxValue,
  { weights, mirrors }: Correction,
): OnnxValue {
  const axes = axesOf(weights);
  const tile = Array<number>(axes).fill(TILE);
  return meanOverMirrors(maths, views, mirrors, (batch) => {
    const seen = maths.pool('AveragePool', batch, { size: tile, isTiled: true });
    return maths.enlarge(uNet(maths, seen, weights), tile);
  });
}

function uNet(maths: GraphMaths, seen: OnnxValue, weights: ReadonlyMap<string, Weights>): OnnxValue {
  const { axes, conv, stage } = layersOf(maths, weights);
  const relu = (value: OnnxValue) => maths.node('Relu', [value]);
  const levels = [relu(conv('enter', seen))];
  const steps = [...weights.keys()].filter((name) => /^down\.\d+\.weight$/.test(name)).length;
  for (let step = 0; step < steps; step++)
    levels.push(stage(`stages.${step}`, conv(`down.${step}`, levels[step])));
  let value = levels[steps];
  for (let step = steps - 1; step >= 0; step--) {
    const above = maths.enlarge(conv(`up.${step}`, value), Array<number>(axes).fill(2));
    value = maths.add(above, levels[step]);
    if (step > 0) value = stage(`merge.${step - 1}`, value);
  }
  return conv('leave', relu(conv('border', relu(value))));
}

function layersOf(maths: GraphMaths, weights: ReadonlyMap<string, Weights>) {
  const { add, node } = maths;
  const tensor = (name: string) => {
    const found = weightsOf(weights, name);
    return { ...found, value: maths.constant(found.dims, found.values) };
  };
  const axes = axesOf(weights);
  const along = (n: number, ends = 1) => ({ ints: Array<number>(ends * axes).fill(n) });
  /** A window of 3 keeps the size, one of 2 halves it. */
  const conv = (name: string, of: OnnxValue) => {
    const weight = tensor(`${name}.weight`);
    const [width] = weight.dims.slice(2);
    const [pad, stride] = [width === 3 ? 1 : 0, width === 2 ? 2 : 1];
    return node('Conv', [of, weight.value, tensor(`${name}.bias`).value], {
      pads: along(pad, 2),
      strides: along(stride),
    });
  };
  const norm = (name: string, of: OnnxValue) =>
    node('InstanceNormalization', [of, tensor(`${name}.weight`).value, tensor(`${name}.bias`).value], {
      epsilon: { f: NORM_EPSILON },
    });
  const stage = (name: string, of: OnnxValue) => {
    const first = conv(`${name}.first`, node('Relu', [norm(`${name}.norm`, of)]));
    return add(of, conv(`${name}.second`, node('Relu', [first])));
  };
  return { axes, conv, stage };
}

const axesOf = (weights: ReadonlyMap<string, Weights>): number =>
  weightsOf(weights, 'enter.weight').dims.length - 2;

function weightsOf(weights: ReadonlyMap<string, Weights>, name: string): Weights {
  const found = weights.get(name);
  if (found === undefined) throw new RangeError(`The weights "${name}" are missing; train and export again.`);
  return found;
}
