/*
 * The fields of an ONNX file that a change of its numbers touches. What is decoded has more, which stay as they are;
 * lists are never absent.
 */

export interface ModelProto {
  readonly graph: GraphProto | null;
  readonly functions: readonly FunctionProto[];
}

export interface GraphProto {
  node: readonly NodeProto[];
  readonly initializer: readonly TensorProto[];
  readonly sparseInitializer: readonly { readonly values: TensorProto | null }[];
  readonly input: readonly ValueInfoProto[];
  readonly output: readonly ValueInfoProto[];
  readonly valueInfo: readonly ValueInfoProto[];
}

export interface FunctionProto {
  node: readonly NodeProto[];
  readonly valueInfo: readonly ValueInfoProto[];
}

export interface NodeProto {
  input: readonly string[];
  readonly output: readonly string[];
  readonly opType: string;
  attribute: readonly AttributeProto[];
}

export interface AttributeProto {
  readonly name: string;
  /** `onnx.AttributeProto.AttributeType` */
  readonly type: number;
  readonly f?: number;
  /** A number, or an object that is written as one. */
  i?: unknown;
  readonly t?: TensorProto | null;
  readonly g?: GraphProto | null;
  readonly floats?: readonly number[];
  readonly tensors?: readonly TensorProto[];
  readonly graphs?: readonly GraphProto[];
}

export interface TensorProto {
  readonly name?: string;
  readonly dims: readonly unknown[];
  /** `onnx.TensorProto.DataType` */
  dataType: number;
  floatData?: readonly number[];
  rawData: Uint8Array;
  /** `onnx.TensorProto.DataLocation` */
  readonly dataLocation?: number;
}

export interface ValueInfoProto {
  readonly name: string;
  readonly type: TypeProto | null;
}

export interface TypeProto {
  readonly tensorType?: { elemType: number } | null;
  readonly sequenceType?: { readonly elemType: TypeProto | null } | null;
  readonly optionalType?: { readonly elemType: TypeProto | null } | null;
}

export const DATA_TYPE = { float32: 1, float16: 10 } as const;

export const ATTRIBUTE_TYPE = { int: 2, tensor: 4 } as const;

export const DATA_LOCATION = { external: 1 } as const;
