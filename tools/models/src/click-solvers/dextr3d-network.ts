import { onnxGraph, type OnnxGraph, type OnnxValue } from '@aiaa/inference/testing';
import { correctSolver } from './correct-solver.js';
import { DEXTR3D_SIDE, FINE, solveDextr3d, type Dextr3dSolution } from './dextr3d-solver.js';
import { DEXTR3D_VIEWS, SURE, dextr3dView } from './dextr3d-view.js';
import { graphMaths, type GraphMaths } from './graph-maths.js';
import type { Weights } from './read-weights.js';

const SIZE = [DEXTR3D_SIDE, DEXTR3D_SIDE, DEXTR3D_SIDE] as const;

/** The most that the solver's logit counts for, beside the correction (training/refiner.py). */
const BELIEVED = 2;

/** What the trained network learns from: image and extreme points in, views of them and the box out. */
export function dextr3dViewNetwork(): Uint8Array {
  const { graph, maths, solution } = solving('Views of an image and its extreme points');
  const cells = [FINE.cells, FINE.cells, FINE.cells];
  graph.output('views', dextr3dView(maths, solution), [1, DEXTR3D_VIEWS, ...cells]);
  graph.output('inside', solution.box.inside, [1, 1, ...cells]);
  return graph.encode();
}

/**
 * Image and extreme points in, [1, 2, 128, 128, 128]; a probability out, [1, 1, 128, 128, 128]: the solver's, as
 * corrected by a network with these weights.
 */
export function dextr3dNetwork(description: string, weights: ReadonlyMap<string, Weights>): Uint8Array {
  const { graph, maths, solution } = solving(description);
  const { add, clip, mul, node } = maths;
  const correction = correctSolver(maths, dextr3dView(maths, solution), weights);
  const believed = mul(clip(solution.logit, -SURE, SURE), BELIEVED / SURE);
  const logit = add(believed, correction);
  const times = DEXTR3D_SIDE / FINE.cells;
  const probability = mul(node('Sigmoid', [logit]), solution.box.inside);
  graph.output('probability', maths.enlarge(probability, [times, times, times]), [1, 1, ...SIZE]);
  return graph.encode();
}

interface Solving {
  readonly graph: OnnxGraph;
  readonly maths: GraphMaths;
  readonly solution: Dextr3dSolution;
}

function solving(description: string): Solving {
  const graph = onnxGraph('annotation_dextr3d', description);
  const maths = graphMaths(graph);
  const input: OnnxValue = graph.input('input', [1, 2, ...SIZE]);
  return { graph, maths, solution: solveDextr3d(maths, input) };
}
