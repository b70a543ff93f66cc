import { halveAttribute, halveTensor, halveType } from './halve.js';
import {
  ATTRIBUTE_TYPE,
  DATA_TYPE,
  type GraphProto,
  type ModelProto,
  type NodeProto,
} from './onnx-messages.js';
import { decodeModelProto, encodeModelProto } from './onnx-schema.js';

/**
 * An ONNX file whose float32 is float16: weights, inputs, outputs, and all that is computed between. Inputs that the
 * standard has in float32 alone stay in it. What cannot be computed in half precision the runtime refuses when it loads
 * the file.
 * @throws NetworkFailed for weights in other files; Error for bytes that are no ONNX.
 */
export function toHalfPrecision(file: Uint8Array): Uint8Array {
  const model = decodeModelProto(file) as ModelProto; // decoded by the schema that has these fields
  const graphs = allGraphs(model);
  const bodies = [...graphs, ...model.functions];
  const kept = fullConstants(graphs, nodesOf(bodies));
  for (const graph of graphs) halveConstants(graph, kept);
  const ports = graphs.flatMap(({ input, output }) => [...input, ...output]);
  for (const { name, type } of [...ports, ...bodies.flatMap(({ valueInfo }) => valueInfo)]) {
    if (!kept.has(name)) halveType(type);
  }
  for (const body of bodies) body.node = body.node.flatMap((node) => halveNode(node, kept));
  return encodeModelProto(model);
}

const nodesOf = (bodies: readonly { readonly node: readonly NodeProto[] }[]): readonly NodeProto[] =>
  bodies.flatMap(({ node }) => node);

/** Those inside of nodes too. By a list of what is still to be looked at: how deep a file is nested is up to who made it. */
function allGraphs({ graph, functions }: ModelProto): readonly GraphProto[] {
  const graphs = [...(graph === null ? [] : [graph]), ...innerGraphs(nodesOf(functions))];
  for (const found of graphs) graphs.push(...innerGraphs(found.node)); // an array's iterator sees what is added
  return graphs;
}

const innerGraphs = (nodes: readonly NodeProto[]): readonly GraphProto[] =>
  nodes
    .flatMap(({ attribute }) => attribute)
    .flatMap(({ g, graphs = [] }) => (g === null || g === undefined ? graphs : [g, ...graphs]));

/** ONNX operators: which of their inputs, counted from 0, is `tensor(float)` whatever the others are. */
const FULL_INPUT: Readonly<Record<string, number>> = { Resize: 2, Upsample: 1 };

function fullInput({ opType, input }: NodeProto): string | undefined {
  const at = Object.hasOwn(FULL_INPUT, opType) ? FULL_INPUT[opType] : undefined;
  return at === undefined || input[at] === '' ? undefined : input[at];
}

/** Constants that such inputs are given. A name stands for one value in all of a file: scopes need not be told apart. */
function fullConstants(graphs: readonly GraphProto[], nodes: readonly NodeProto[]): ReadonlySet<string> {
  const wanted = new Set(nodes.map(fullInput));
  const constants = [
    ...graphs.flatMap(({ initializer }) => initializer.map(({ name = '' }) => name)),
    ...nodes.filter(({ opType }) => opType === 'Constant').flatMap(({ output }) => output),
  ];
  return new Set(constants.filter((name) => wanted.has(name)));
}

function halveConstants({ initializer, sparseInitializer }: GraphProto, kept: ReadonlySet<string>): void {
  for (const tensor of initializer) if (!kept.has(tensor.name ?? '')) halveTensor(tensor);
  for (const { values } of sparseInitializer) if (values !== null) halveTensor(values);
}

/** The node in half precision; before it what brings an input back to full precision that has to have it. */
function halveNode(node: NodeProto, kept: ReadonlySet<string>): readonly NodeProto[] {
  const isKept = node.opType === 'Constant' && node.output.some((name) => kept.has(name));
  if (!isKept) node.attribute = attributesOf(node).map(halveAttribute);
  const computed = fullInput(node);
  if (computed === undefined || kept.has(computed)) return [node];
  const full = `${computed} in float32 for ${node.output[0]}`;
  node.input = node.input.map((name, at) => (at === FULL_INPUT[node.opType] ? full : name));
  return [{ opType: 'Cast', input: [computed], output: [full], attribute: [TO_FLOAT32] }, node];
}

const TO_FLOAT32 = { name: 'to', type: ATTRIBUTE_TYPE.int, i: DATA_TYPE.float32 };

/** Where nothing is said the zeros of a shape are float32. */
const ZEROS = {
  name: 'value',
  type: ATTRIBUTE_TYPE.tensor,
  t: { dims: [1], dataType: DATA_TYPE.float16, rawData: new Uint8Array(2) },
};

const attributesOf = ({ opType, attribute }: NodeProto): NodeProto['attribute'] =>
  opType === 'ConstantOfShape' && attribute.length === 0 ? [ZEROS] : attribute;
