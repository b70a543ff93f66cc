import { onnxGraph, type OnnxGraph, type OnnxValue } from '@aiaa/inference/testing';
import { correctSolver, type Correction } from './correct-solver.js';
import { solveDeepgrow, type DeepgrowSolution, type DeepgrowSpec } from './deepgrow-network.js';
import { deepgrowView, DEEPGROW_VIEWS, SURE } from './deepgrow-view.js';
import { graphMaths, type GraphMaths } from './graph-maths.js';

/** The most that the solver's logit counts for, beside the correction (training/refiner.py). */
const BELIEVED = 2;
/** No correction outvotes a click. */
const CLICK_WEIGHT = 20;
/** Where nobody points at a foreground, there is none. */
const NOBODY_WEIGHT = 1000;

/** What the trained network learns from: image and clicks in, [1, 3, ...size]; views of them out, on the fine grid. */
export function deepgrowViewNetwork(spec: DeepgrowSpec): Uint8Array {
  const { graph, maths, solution } = solving(spec);
  const cells = spec.size.map((n) => n / spec.fine);
  graph.output('views', deepgrowView(maths, solution), [1, DEEPGROW_VIEWS, ...cells]);
  return graph.encode();
}

/** Image and clicks in, [1, 3, ...size]; a logit out: the solver's, as corrected. */
export function correctedDeepgrow(spec: DeepgrowSpec, by: Correction): Uint8Array {
  const { graph, maths, solution } = solving(spec);
  const { add, clip, mul, slice, sub } = maths;
  const correction = correctSolver(maths, deepgrowView(maths, solution), by);
  const side = (channel: number) => slice(solution.seeds, 1, [channel, channel + 1]);
  const clicked = mul(sub(side(0), side(1)), CLICK_WEIGHT);
  const isAsked = maths.node('ReduceMax', [side(0)], { keepdims: { i: 0 } });
  const nobody = mul(sub(isAsked, 1), NOBODY_WEIGHT);
  const logit = add(mul(clip(solution.logit, -SURE, SURE), BELIEVED / SURE), correction, clicked, nobody);
  const times = spec.size.map(() => spec.fine);
  const whole = spec.fine === 1 ? logit : maths.enlarge(logit, times);
  graph.output('logit', whole, [1, 1, ...spec.size]);
  return graph.encode();
}

interface Solving {
  readonly graph: OnnxGraph;
  readonly maths: GraphMaths;
  readonly solution: DeepgrowSolution;
}

function solving(spec: DeepgrowSpec): Solving {
  const graph = onnxGraph(spec.name, spec.description);
  const maths = graphMaths(graph);
  const input: OnnxValue = graph.input('input', [1, 3, ...spec.size]);
  return { graph, maths, solution: solveDeepgrow(maths, input, spec) };
}
