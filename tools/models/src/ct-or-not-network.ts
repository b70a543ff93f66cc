import { onnxGraph } from '@aiaa/inference/testing';
import { graphMaths } from './click-solvers/graph-maths.js';

/** What the logits stand for, in this order. */
export const CT_OR_NOT_LABELS = ['CT in Hounsfield units', 'something else'] as const;

/** Soft tissue, in Hounsfield units; below it lie fat, lung, air and what scanners write outside their circle. */
const [ABOVE_FAT, BELOW_BONE] = [-30, 200];
/** How far to each side of a cut a voxel counts as a bit of both. */
const REACH = 20;

/** A CT has at least this share of both; the brightness of other images starts at 0, or varies about it by little. */
const LEAST_SHARE = 0.02;

/** Makes softmax of the scores as sure of itself as a trained network's. */
const SHARPNESS = 3;

export const CT_OR_NOT_DESCRIPTION =
  'Whether an image is a CT in Hounsfield units: whether there is something in it that is as dense as soft tissue, and ' +
  'something less dense. A formula, not trained on any patient; an example of a model that classifies.';

/** The network as an ONNX file: Hounsfield units [1, 1, X, Y, Z] in, two logits [1, 2] out. */
export function ctOrNotNetwork(): Uint8Array {
  const graph = onnxGraph('ct_or_not', CT_OR_NOT_DESCRIPTION);
  const maths = graphMaths(graph);
  const image = graph.input('image', [1, 1, 'X', 'Y', 'Z']);
  // What is no number is as bright as bone, which says nothing.
  const hounsfield = maths.node('Where', [maths.node('IsNaN', [image]), 2 * BELOW_BONE, image]);
  const shareAbove = (cut: number) =>
    maths.node('GlobalAveragePool', [
      maths.clip(maths.line(hounsfield, 1 / (2 * REACH), (REACH - cut) / (2 * REACH)), 0, 1),
    ]);
  /** 1 for twice the least share and more, -1 for none. */
  const enough = (share: ReturnType<typeof shareAbove>) =>
    maths.clip(maths.line(share, 1 / LEAST_SHARE, -1), -1, 1);
  const soft = enough(maths.sub(shareAbove(ABOVE_FAT), shareAbove(BELOW_BONE)));
  const light = enough(maths.sub(1, shareAbove(ABOVE_FAT)));
  const isCt = maths.reshape(maths.mul(maths.min(soft, light), SHARPNESS), [1, 1]);
  const logits = maths.node('Concat', [isCt, maths.mul(isCt, -1)], { axis: { i: 1 } });
  graph.output('logits', logits, [1, CT_OR_NOT_LABELS.length]);
  return graph.encode();
}
