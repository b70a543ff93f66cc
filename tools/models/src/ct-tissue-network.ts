import { onnxGraph, type OnnxGraph, type OnnxValue } from '@aiaa/inference/testing';

/** What the channels of `logits` stand for; the model's labels are these without the first. */
export const CT_TISSUES = ['background', 'air and lung', 'fat', 'soft tissue', 'bone'] as const;

/**
 * Where two neighbours of that list meet, in Hounsfield units, and how far to each side a voxel counts as a
 * bit of both. Below -1500 nothing is of this world: scanners write -2000 or -3024 outside their circle.
 */
const CUTS = [
  { at: -1500, reach: 100 },
  { at: -200, reach: 80 },
  { at: -30, reach: 40 },
  { at: 200, reach: 60 },
] as const;

/** What stands in for a voxel that is no number. */
const PADDING_HU = -3024;

/** How much of a voxel's score is its surroundings': a voxel alone among others gives way, a line does not. */
const SURROUNDINGS = 0.55;

/** Makes softmax of the scores as sure of itself as a trained network's. */
const SHARPNESS = 10;

const OPEN = ['X', 'Y', 'Z'] as const;

export const CT_TISSUE_DESCRIPTION =
  'Air and lung, fat, soft tissue and bone of a CT, told apart by Hounsfield units alone: an analytic network ' +
  'of thresholds and neighbourhoods, not trained on any patient. Contrast medium above 200 HU counts as bone.';

/**
 * The network as an ONNX file: Hounsfield units [1, 1, X, Y, Z] in, five logits [1, 5, X, Y, Z] out.
 *
 * Each cut has a channel that says how much of a voxel is denser than it. Where air meets soft tissue the
 * values between pass through those of fat without any fat being there, so fat between both counts as soft
 * tissue. Then each voxel is averaged with its 26 neighbours, which removes noise, and a tissue's score is what
 * lies between its two cuts. Pools leave out what lies outside the volume, so that borders, and a volume of one
 * voxel, are sound.
 */
export function ctTissueNetwork(): Uint8Array {
  const graph = onnxGraph('ct_tissue', CT_TISSUE_DESCRIPTION);
  const image = graph.input('image', [1, 1, ...OPEN]);
  const isPadding = graph.node('IsNaN', [image]);
  const hounsfield = graph.node('Where', [isPadding, graph.constant([1], [PADDING_HU]), image]);
  const denser = withoutEdgeFat(graph, denserThanCuts(graph, hounsfield));
  graph.output('logits', betweenCuts(graph, smoothed(graph, denser)), [1, CT_TISSUES.length, ...OPEN]);
  return graph.encode();
}

const PER_CUT = [1, CUTS.length, 1, 1, 1];

/** One channel per cut: 0 well below it, 1 well above, a straight ramp between. */
function denserThanCuts(graph: OnnxGraph, hounsfield: OnnxValue): OnnxValue {
  const starts = graph.constant(
    PER_CUT,
    CUTS.map(({ at, reach }) => at - reach),
  );
  const lengths = graph.constant(
    PER_CUT,
    CUTS.map(({ reach }) => 2 * reach),
  );
  const ramps = graph.node('Div', [graph.node('Sub', [hounsfield, starts]), lengths]);
  return graph.node('Clip', [ramps, graph.constant([], [0]), graph.constant([], [1])]);
}

/** Which cut has fat above it, and which has fat below it. */
const [AIR_FROM_FAT, FAT_FROM_SOFT] = [1, 2];

/**
 * Raises what is denser than fat by the fat that shares faces both with air and with something denser. Real fat
 * is rarely one voxel thin where it meets air.
 */
function withoutEdgeFat(graph: OnnxGraph, denser: OnnxValue): OnnxValue {
  const channel = (at: number) =>
    graph.node('Gather', [denser, graph.constant([1], [at], 'int64')], { axis: { i: 1 } });
  const [aboveAir, aboveFat] = [channel(AIR_FROM_FAT), channel(FAT_FROM_SOFT)];
  const air = graph.node('Sub', [channel(AIR_FROM_FAT - 1), aboveAir]);
  const fat = graph.node('Sub', [aboveAir, aboveFat]);
  const beside = graph.node('Mul', [mostBeside(graph, air), mostBeside(graph, aboveFat)]);
  const intoSoft = graph.constant(
    PER_CUT,
    CUTS.map((_, cut) => (cut === FAT_FROM_SOFT ? 1 : 0)),
  );
  return graph.node('Add', [denser, graph.node('Mul', [graph.node('Mul', [fat, beside]), intoSoft])]);
}

function smoothed(graph: OnnxGraph, denser: OnnxValue): OnnxValue {
  const own = graph.node('Mul', [denser, graph.constant([1], [1 - SURROUNDINGS])]);
  // One axis after the other gives the mean of the whole neighbourhood.
  const mean = AXES.reduce((value, axis) => poolAlong(graph, 'AveragePool', value, axis), denser);
  return graph.node('Add', [own, graph.node('Mul', [mean, graph.constant([1], [SURROUNDINGS])])]);
}

/** A tissue's score: denser than the cut below it, but not denser than the cut above. */
function betweenCuts(graph: OnnxGraph, denser: OnnxValue): OnnxValue {
  const weights = CT_TISSUES.flatMap((_, tissue) =>
    CUTS.map((__, cut) => SHARPNESS * (cut === tissue - 1 ? 1 : cut === tissue ? -1 : 0)),
  );
  return graph.node('Conv', [
    denser,
    graph.constant([CT_TISSUES.length, CUTS.length, 1, 1, 1], weights),
    graph.constant([CT_TISSUES.length], [SHARPNESS, 0, 0, 0, 0]),
  ]);
}

/** The greatest of a voxel and the six that share a face with it. */
const mostBeside = (graph: OnnxGraph, value: OnnxValue): OnnxValue =>
  graph.node(
    'Max',
    AXES.map((axis) => poolAlong(graph, 'MaxPool', value, axis)),
  );

const AXES = [0, 1, 2] as const;

/** A pool over a voxel and the two beside it on one axis. What lies outside the volume is left out. */
function poolAlong(
  graph: OnnxGraph,
  pool: 'MaxPool' | 'AveragePool',
  value: OnnxValue,
  axis: (typeof AXES)[number],
): OnnxValue {
  const along = (length: number, others: number) => AXES.map((a) => (a === axis ? length : others));
  return graph.node(pool, [value], {
    kernel_shape: { ints: along(3, 1) },
    pads: { ints: [...along(1, 0), ...along(1, 0)] },
  });
}
