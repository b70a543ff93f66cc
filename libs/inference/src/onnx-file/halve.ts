import { toFloat16 } from '../float16.js';
import { NetworkFailed } from '../network-failed.js';
import {
  ATTRIBUTE_TYPE,
  DATA_LOCATION,
  DATA_TYPE,
  type AttributeProto,
  type TensorProto,
  type TypeProto,
} from './onnx-messages.js';

/** @throws NetworkFailed when its numbers lie in another file. */
export function halveTensor(tensor: TensorProto): void {
  if (tensor.dataLocation === DATA_LOCATION.external) {
    throw new NetworkFailed('weights in files beside it cannot be halved: save the network in one file.');
  }
  if (tensor.dataType !== DATA_TYPE.float32) return;
  const { rawData, floatData = [] } = tensor;
  const values =
    rawData.length > 0 ? new Float32Array(Uint8Array.from(rawData).buffer) : Float32Array.from(floatData);
  tensor.dataType = DATA_TYPE.float16;
  tensor.floatData = [];
  tensor.rawData = bytesOf(values);
}

export function halveType(type: TypeProto | null): void {
  for (let inner = type; inner !== null;) {
    if (inner.tensorType?.elemType === DATA_TYPE.float32) inner.tensorType.elemType = DATA_TYPE.float16;
    inner = inner.sequenceType?.elemType ?? inner.optionalType?.elemType ?? null;
  }
}

/** Attributes that name a type, as Cast's `to` and RandomNormal's `dtype` do. */
const TYPE_NAMES: readonly string[] = ['to', 'dtype'];

export function halveAttribute(attribute: AttributeProto): AttributeProto {
  const { name, t, tensors = [] } = attribute;
  // A Constant may have its numbers here, which are float32 by definition.
  if (name === 'value_float') return constant([], [attribute.f ?? 0]);
  if (name === 'value_floats') return constant([attribute.floats?.length ?? 0], attribute.floats ?? []);
  if (TYPE_NAMES.includes(name) && Number(String(attribute.i)) === DATA_TYPE.float32) {
    attribute.i = DATA_TYPE.float16;
  }
  for (const tensor of t === null || t === undefined ? tensors : [t, ...tensors]) halveTensor(tensor);
  return attribute;
}

const constant = (dims: readonly number[], values: readonly number[]): AttributeProto => ({
  name: 'value',
  type: ATTRIBUTE_TYPE.tensor,
  t: { dims, dataType: DATA_TYPE.float16, rawData: bytesOf(Float32Array.from(values)) },
});

/** The largest number of half precision, and the smallest above 0 (IEEE 754 binary16). */
const [LARGEST, SMALLEST] = [65504, 2 ** -24];

/** What is finite stays finite, and what is not 0 does not become 0: a divisor of 1e-12 is there to be none. */
const bytesOf = (values: Float32Array): Uint8Array => new Uint8Array(toFloat16(values.map(heldValue)).buffer);

function heldValue(value: number): number {
  const size = Math.abs(value);
  if (size > LARGEST && size < Infinity) return Math.sign(value) * LARGEST;
  return size > 0 && size < SMALLEST ? Math.sign(value) * SMALLEST : value;
}
