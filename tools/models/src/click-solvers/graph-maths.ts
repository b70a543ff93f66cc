import type { OnnxAttribute, OnnxGraph, OnnxValue } from '@aiaa/inference/testing';

/** A value of the graph, or a number, which becomes a constant of it. */
export type Operand = OnnxValue | number;

/** The shape of a pool's window, and how far it moves; what lies outside is never the greatest. */
export interface PoolWindow {
  readonly size: readonly number[];
  /** Default: 1 along each axis, with an edge so wide that the size stays. */
  readonly isTiled?: boolean;
}

/** Formulae over tensors, each of them a node or two (ONNX opset 17). Equal constants are stored once. */
export interface GraphMaths {
  readonly constant: (dims: readonly number[], values: ArrayLike<number>) => OnnxValue;
  readonly whole: (...values: readonly number[]) => OnnxValue;
  readonly node: (
    op: string,
    inputs: readonly Operand[],
    attributes?: Readonly<Record<string, OnnxAttribute>>,
  ) => OnnxValue;
  readonly add: (...terms: readonly Operand[]) => OnnxValue;
  readonly sub: (a: Operand, b: Operand) => OnnxValue;
  readonly mul: (a: Operand, b: Operand) => OnnxValue;
  readonly div: (a: Operand, b: Operand) => OnnxValue;
  readonly max: (...values: readonly Operand[]) => OnnxValue;
  readonly min: (...values: readonly Operand[]) => OnnxValue;
  /** `a * slope + offset` */
  readonly line: (a: Operand, slope: number, offset: number) => OnnxValue;
  readonly square: (a: OnnxValue) => OnnxValue;
  readonly clip: (a: OnnxValue, low: number, high: number) => OnnxValue;
  /** 1 where `a` is greater than `b`, else 0. */
  readonly isAbove: (a: OnnxValue, b: Operand) => OnnxValue;
  readonly float: (a: OnnxValue) => OnnxValue;
  readonly reshape: (a: OnnxValue, dims: readonly number[]) => OnnxValue;
  readonly slice: (a: OnnxValue, axis: number, range: readonly [start: number, end: number]) => OnnxValue;
  /** The sum of all there is, as a scalar. */
  readonly total: (a: OnnxValue) => OnnxValue;
  readonly pool: (kind: 'MaxPool' | 'AveragePool', a: OnnxValue, window: PoolWindow) => OnnxValue;
  /** Each spatial axis this many times as long, by linear interpolation between centres. */
  readonly enlarge: (a: OnnxValue, times: readonly number[]) => OnnxValue;
}

/** `onnx.TensorProto.DataType` FLOAT */
const FLOAT = 1;

/** Every axis of the result, none kept: a scalar. */
const TO_SCALAR = { keepdims: { i: 0 } } as const;

export function graphMaths(graph: OnnxGraph): GraphMaths {
  const known = new Map<string, OnnxValue>();
  const once = (dims: readonly number[], values: ArrayLike<number>, dtype: 'float32' | 'int64') => {
    const key = `${dtype} ${dims.join()} ${Array.from(values).join()}`;
    const value = known.get(key) ?? graph.constant(dims, values, dtype);
    known.set(key, value);
    return value;
  };
  const valueOf = (operand: Operand) =>
    typeof operand === 'number' ? once([], [operand], 'float32') : operand;
  const whole = (...values: readonly number[]) => once([values.length], values, 'int64');
  const node: GraphMaths['node'] = (op, inputs, attributes) =>
    graph.node(op, inputs.map(valueOf), attributes);
  const several =
    (op: string) =>
    (...values: readonly Operand[]) =>
      node(op, values);
  const two = (op: string) => (a: Operand, b: Operand) => node(op, [a, b]);
  const float = (a: OnnxValue) => node('Cast', [a], { to: { i: FLOAT } });
  return {
    constant: (dims, values) => once(dims, values, 'float32'),
    whole,
    node,
    add: several('Sum'),
    sub: two('Sub'),
    mul: two('Mul'),
    div: two('Div'),
    max: several('Max'),
    min: several('Min'),
    line: (a, slope, offset) => node('Add', [node('Mul', [a, slope]), offset]),
    square: (a) => node('Mul', [a, a]),
    clip: (a, low, high) => node('Clip', [a, low, high]),
    isAbove: (a, b) => float(node('Greater', [a, b])),
    float,
    reshape: (a, dims) => node('Reshape', [a, whole(...dims)]),
    slice: (a, axis, [start, end]) => node('Slice', [a, whole(start), whole(end), whole(axis)]),
    total: (a) => node('ReduceSum', [a], TO_SCALAR),
    pool: (kind, a, { size, isTiled = false }) => node(kind, [a], isTiled ? tiled(size) : sliding(size)),
    // The second input, a region, belongs to another mode.
    enlarge: (a, times) =>
      node('Resize', [a, '', once([times.length + 2], [1, 1, ...times], 'float32')], {
        mode: { s: 'linear' },
        coordinate_transformation_mode: { s: 'half_pixel' },
      }),
  };
}

const tiled = (size: readonly number[]) => ({ kernel_shape: { ints: size }, strides: { ints: size } });

const sliding = (size: readonly number[]) => {
  const edge = size.map((n) => Math.floor(n / 2));
  return { kernel_shape: { ints: size }, pads: { ints: [...edge, ...edge] } };
};
