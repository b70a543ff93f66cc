import { onnxGraph, type OnnxValue } from '@aiaa/inference/testing';
import { anchorsOf, type Anchors } from './anchors.js';
import { boxOfPoints, type BoxOfPoints, type CellGrid } from './box-of-points.js';
import { corridors } from './corridors.js';
import { extremePointsOf } from './extreme-points-of.js';
import { finite } from './finite.js';
import { graphMaths, type GraphMaths } from './graph-maths.js';
import { TIPS_SHARE, learnObject, type Learnt } from './learn-object.js';
import { meanField } from './mean-field.js';
import { lookUp } from './soft-histogram.js';
import { throughWindow, windowOfObject } from './window-of-object.js';

/** Voxels along each axis of what the network sees, and cells where it learns and where it settles borders. */
export const DEXTR3D_SIDE = 128;
const COARSE: CellGrid = { cells: 32, voxels: DEXTR3D_SIDE };
const FINE: CellGrid = { cells: 64, voxels: DEXTR3D_SIDE };

/** How often the object is learnt from the box alone, and then with corridors between its points. */
const [FIRST_ROUNDS, MORE_ROUNDS] = [8, 5];
const FINE_ROUNDS = 10;
const NEIGHBOURS = { weight: 1.2, contrast: 30 } as const;

/** A prior logit, by what a cell is to the box: constant, radius, its square, the way from the star. */
const BY_BOX = [0.3, 3.5, -2.5, -4.2] as const;
/** With corridors the star, which is straight, counts for less. */
const BY_BOX_WITH_CORRIDORS = [1, 3.5, -2.5, -2] as const;
const BY_CORRIDOR = -1.5;
const FAR_FROM_CORRIDORS = 20;

/** What a step of a corridor costs: at least, and more outside of the box and where the evidence is against it. */
const [LEAST_COST, OUTSIDE_COST, EVIDENCE_WEIGHT] = [0.05, 3, 1.5];

/**
 * Image and extreme points in, [1, 2, 128, 128, 128]; a probability out, [1, 1, 128, 128, 128]. Nothing in it is trained:
 * the points give a box, in which a cell is the object's the likelier the nearer it lies to the lines between them;
 * how bright the object is is learnt from there.
 */
export function dextr3dNetwork(description: string): Uint8Array {
  const graph = onnxGraph('annotation_dextr3d', description);
  const maths = graphMaths(graph);
  const dims = [DEXTR3D_SIDE, DEXTR3D_SIDE, DEXTR3D_SIDE];
  const input = graph.input('input', [1, 2, ...dims]);
  const image = finite(maths, maths.slice(input, 1, [0, 1]));
  const points = extremePointsOf(maths, maths.slice(input, 1, [1, 2]), DEXTR3D_SIDE);
  const onCells = (grid: CellGrid) => meanOfCells(maths, image, grid);
  const box = boxOfPoints(maths, points, COARSE);
  const anchors = anchorsOf(maths, [points, box], COARSE);
  const window = windowOfObject(maths, onCells(COARSE), startOf(maths, anchors));
  const brightness = throughWindow(maths, onCells(COARSE), window);
  const field = { size: sizeOf(COARSE), within: box.inside, ...NEIGHBOURS };
  const learn = learnObject(maths, brightness, { field, anchors });

  const prior = byBox(maths, box, BY_BOX);
  const guess = maths.mul(maths.node('Sigmoid', [prior]), box.inside);
  const rough = learn(maths.mul(maths.add(anchors.star, guess), 0.5), prior, FIRST_ROUNDS);
  const cost = costOf(maths, rough, box);
  const detour = corridors(maths, points, { grid: COARSE, cost });
  const better = withCorridors(maths, box, detour);
  const learnt = learn(rough.probability, better, MORE_ROUNDS);

  const fine = throughWindow(maths, onCells(FINE), window);
  const within = boxOfPoints(maths, points, FINE).inside;
  const probability = refine(maths, { learnt, prior: better, brightness: fine, within });
  graph.output('probability', maths.enlarge(probability, enlargement(DEXTR3D_SIDE, FINE.cells)), [
    1,
    1,
    ...dims,
  ]);
  return graph.encode();
}

const sizeOf = ({ cells }: CellGrid) => [cells, cells, cells];

const enlargement = (to: number, from: number) => [to / from, to / from, to / from];

const meanOfCells = (maths: GraphMaths, image: OnnxValue, { cells, voxels }: CellGrid): OnnxValue => {
  const width = voxels / cells;
  return maths.pool('AveragePool', image, { size: [width, width, width], isTiled: true });
};

/** Which cells tell first what values the object has. */
function startOf({ add, div, mul, total }: GraphMaths, { tips, star }: Anchors): OnnxValue {
  const shares = (weights: OnnxValue) => div(weights, add(total(weights), 1e-6));
  return add(shares(star), mul(shares(tips), TIPS_SHARE / (1 - TIPS_SHARE)));
}

function byBox(
  { add, mul, line, node, square }: GraphMaths,
  { radius, star }: BoxOfPoints,
  [constant, linear, quadratic, starwards]: readonly [number, number, number, number],
): OnnxValue {
  return add(
    line(radius, linear, constant),
    mul(square(radius), quadratic),
    mul(node('Sqrt', [star]), starwards),
  );
}

function withCorridors(maths: GraphMaths, box: BoxOfPoints, detour: OnnxValue): OnnxValue {
  const away = maths.node('Sqrt', [maths.clip(detour, 0, FAR_FROM_CORRIDORS)]);
  return maths.add(byBox(maths, box, BY_BOX_WITH_CORRIDORS), maths.mul(away, BY_CORRIDOR));
}

function costOf(
  { add, mul, line, node }: GraphMaths,
  { evidence }: Learnt,
  { inside }: BoxOfPoints,
): OnnxValue {
  const against = node('Sigmoid', [mul(evidence, -EVIDENCE_WEIGHT)]);
  return add(line(against, 1, LEAST_COST), line(inside, -OUTSIDE_COST, OUTSIDE_COST));
}

interface Refinement {
  readonly learnt: Learnt;
  readonly prior: OnnxValue;
  readonly brightness: OnnxValue;
  readonly within: OnnxValue;
}

/** Settles the border on the finer grid, with what was learnt on the coarse one. */
function refine(maths: GraphMaths, { learnt, prior, brightness, within }: Refinement): OnnxValue {
  const finer = (value: OnnxValue) => maths.enlarge(value, enlargement(FINE.cells, COARSE.cells));
  const own = maths.add(finer(prior), lookUp(maths, learnt.table, brightness));
  const agree = meanField(maths, brightness, { size: sizeOf(FINE), within, ...NEIGHBOURS });
  let probability = finer(learnt.probability);
  for (let round = 0; round < FINE_ROUNDS; round++) probability = agree(probability, own).probability;
  return probability;
}
