import { encodeModelProto } from '../onnx-file/onnx-schema.js';

/** A value that flows between nodes, known by its name. */
export type OnnxValue = string;

/** An attribute in the field that its type takes: an integer `i`, a float `f`, a string `s`, or a list of them. */
export type OnnxAttribute =
  | { readonly i: number }
  | { readonly f: number }
  | { readonly s: string }
  | { readonly ints: readonly number[] }
  | { readonly floats: readonly number[] };

/** `onnx.TensorProto.DataType` */
const ELEMENT_TYPES = { float16: 10, float32: 1, int64: 7 } as const;

export type OnnxDtype = keyof typeof ELEMENT_TYPES;

/** A number fixes a dimension; a name leaves it open. */
export type OnnxDims = readonly (number | string)[];

export interface OnnxGraph {
  input(name: string, dims: OnnxDims, dtype?: OnnxDtype): OnnxValue;
  /** A constant: weights, or the cut of a comparison. */
  constant(
    dims: readonly number[],
    values: ArrayLike<number>,
    dtype?: Exclude<OnnxDtype, 'float16'>,
  ): OnnxValue;
  /** Adds a node and returns its first output. */
  node(
    op: string,
    inputs: readonly OnnxValue[],
    attributes?: Readonly<Record<string, OnnxAttribute>>,
  ): OnnxValue;
  /** Declares a value as an output, under a name of its own. */
  output(name: string, value: OnnxValue, dims: OnnxDims, dtype?: OnnxDtype): void;
  /** The model as the bytes of an .onnx file. The same calls give the same bytes. */
  encode(): Uint8Array;
}

const IR_VERSION = 8;
const OPSET = 17;

/**
 * Draws a network node by node. `description` becomes the graph's doc string.
 *
 * @example
 * const graph = onnxGraph('threshold');
 * const image = graph.input('image', [1, 1, 'X', 'Y', 'Z']);
 * const above = graph.node('Sub', [image, graph.constant([1], [0.5])]);
 * graph.output('logits', above, [1, 1, 'X', 'Y', 'Z']);
 * writeFileSync('model.onnx', graph.encode());
 */
export function onnxGraph(name: string, description = ''): OnnxGraph {
  const graph: GraphParts = {
    name,
    docString: description,
    node: [],
    initializer: [],
    input: [],
    output: [],
  };
  const fresh = (kind: string): string => `${kind}_${graph.node.length + graph.initializer.length}`;
  return {
    input(inputName, dims, dtype = 'float32') {
      graph.input.push(valueInfo(inputName, dims, dtype));
      return inputName;
    },
    constant(dims, values, dtype = 'float32') {
      const constantName = fresh('constant');
      graph.initializer.push({
        name: constantName,
        dims,
        dataType: ELEMENT_TYPES[dtype],
        rawData: littleEndian(values, dtype),
      });
      return constantName;
    },
    node(op, inputs, attributes = {}) {
      const output = fresh(op.toLowerCase());
      const attribute = Object.entries(attributes).map(([key, value]) => attributeOf(key, value));
      graph.node.push({ opType: op, name: output, input: inputs, output: [output], attribute });
      return output;
    },
    output(outputName, value, dims, dtype = 'float32') {
      graph.node.push({
        opType: 'Identity',
        name: outputName,
        input: [value],
        output: [outputName],
        attribute: [],
      });
      graph.output.push(valueInfo(outputName, dims, dtype));
    },
    encode: () =>
      encodeModelProto({
        irVersion: IR_VERSION,
        producerName: 'aiaa',
        opsetImport: [{ domain: '', version: OPSET }],
        graph,
      }),
  };
}

interface GraphParts {
  readonly name: string;
  readonly docString: string;
  readonly node: object[];
  readonly initializer: object[];
  readonly input: object[];
  readonly output: object[];
}

const valueInfo = (name: string, dims: OnnxDims, dtype: OnnxDtype): object => ({
  name,
  type: {
    tensorType: {
      elemType: ELEMENT_TYPES[dtype],
      shape: { dim: dims.map((n) => (typeof n === 'number' ? { dimValue: n } : { dimParam: n })) },
    },
  },
});

/** `onnx.AttributeProto.AttributeType` */
const ATTRIBUTE_TYPES = { f: 1, i: 2, s: 3, floats: 6, ints: 7 } as const;

function attributeOf(name: string, value: OnnxAttribute): object {
  if ('s' in value) return { name, type: ATTRIBUTE_TYPES.s, s: new TextEncoder().encode(value.s) };
  const field = (['f', 'i', 'floats', 'ints'] as const).find((key) => key in value) ?? 'i';
  return { name, type: ATTRIBUTE_TYPES[field], ...value };
}

function littleEndian(values: ArrayLike<number>, dtype: OnnxDtype): Uint8Array {
  const width = dtype === 'float32' ? 4 : 8;
  const view = new DataView(new ArrayBuffer(values.length * width));
  for (let at = 0; at < values.length; at++) {
    if (dtype === 'float32') view.setFloat32(at * width, values[at], true);
    else view.setBigInt64(at * width, BigInt(values[at]), true);
  }
  return new Uint8Array(view.buffer);
}
