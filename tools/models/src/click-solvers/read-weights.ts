/** A tensor of weights. */
export interface Weights {
  readonly dims: readonly number[];
  readonly values: Float32Array;
}

interface TensorHeader {
  readonly dtype: string;
  readonly shape: readonly number[];
  readonly data_offsets: readonly [start: number, end: number];
}

/**
 * Weights by their names, from the bytes of a safetensors file of half floats
 * (https://github.com/huggingface/safetensors#format).
 * @throws RangeError when a tensor is not of half floats.
 */
export function readWeights(bytes: Uint8Array): ReadonlyMap<string, Weights> {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const end = HEADER_AT + Number(view.getBigUint64(0, true));
  const text = new TextDecoder().decode(bytes.subarray(HEADER_AT, end));
  const header = JSON.parse(text) as Readonly<Record<string, TensorHeader>>;
  const tensors = Object.entries(header).map(
    ([
      name,
      {
        dtype,
        shape,
        data_offsets: [from, to],
      },
    ]) => {
      if (dtype !== 'F16')
        throw new RangeError(`The weights "${name}" are ${dtype}; write them as half floats (F16).`);
      const values = new Float32Array((to - from) / 2);
      for (let n = 0; n < values.length; n++) values[n] = halfFloat(view.getUint16(end + from + 2 * n, true));
      return [name, { dims: shape, values }] as const;
    },
  );
  return new Map(tensors);
}

const HEADER_AT = 8;

/** IEEE 754 binary16. */
function halfFloat(bits: number): number {
  const sign = bits & 0x8000 ? -1 : 1;
  const [exponent, fraction] = [(bits >> 10) & 31, bits & 1023];
  if (exponent === 31) return fraction === 0 ? sign * Infinity : NaN;
  return exponent === 0 ? sign * fraction * 2 ** -24 : sign * (1024 + fraction) * 2 ** (exponent - 25);
}
