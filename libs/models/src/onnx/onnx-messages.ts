/** The messages of onnx.proto that tensors can lie in, at whatever depth. */
export type OnnxMessage =
  'model' | 'training' | 'function' | 'graph' | 'node' | 'attribute' | 'sparse' | 'tensor';

type Children = Readonly<Record<number, OnnxMessage>>;

/** Field numbers of onnx.proto (IR version 12): which fields of a message are messages of these. */
export const ONNX_MESSAGES: Readonly<Record<OnnxMessage, Children>> = {
  model: { 7: 'graph', 20: 'training', 25: 'function' },
  training: { 1: 'graph', 2: 'graph' },
  function: { 7: 'node', 11: 'attribute' },
  graph: { 1: 'node', 5: 'tensor', 15: 'sparse' },
  node: { 5: 'attribute' },
  attribute: { 5: 'tensor', 6: 'graph', 10: 'tensor', 11: 'graph', 22: 'sparse', 23: 'sparse' },
  sparse: { 1: 'tensor', 2: 'tensor' },
  tensor: {},
};

/** Fields of a ModelProto that every network must have. */
export const MODEL = { irVersion: 1, graph: 7, opsetImport: 8 } as const;

export const TENSOR = { externalData: 13 } as const;
