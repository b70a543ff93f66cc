import { describe, expect, it } from '@jest/globals';
import { readWeights } from './read-weights.js';

function fileOf(header: object, halves: readonly number[]): Uint8Array {
  const text = new TextEncoder().encode(JSON.stringify(header));
  const bytes = new Uint8Array(8 + text.length + 2 * halves.length);
  const view = new DataView(bytes.buffer);
  view.setBigUint64(0, BigInt(text.length), true);
  bytes.set(text, 8);
  halves.forEach((half, n) => view.setUint16(8 + text.length + 2 * n, half, true));
  return bytes;
}

describe('readWeights', () => {
  it.each([
    [0x0000, 0],
    [0x8000, -0],
    [0x0001, 2 ** -24],
    [0x03ff, 1023 * 2 ** -24],
    [0x0400, 2 ** -14],
    [0x3555, 0.333251953125],
    [0x3c00, 1],
    [0xc000, -2],
    [0x7bff, 65504],
    [0xfc00, -Infinity],
    [0x7e00, NaN],
  ])('reads the half float %p as %p', (bits, value) => {
    const file = fileOf({ one: { dtype: 'F16', shape: [], data_offsets: [0, 2] } }, [bits]);
    expect(readWeights(file).get('one')).toEqual({ dims: [], values: Float32Array.of(value) });
  });

  it('gives each tensor its name, its shape and its own values, wherever the bytes lie in memory', () => {
    const header = {
      'b.bias': { dtype: 'F16', shape: [1], data_offsets: [4, 6] },
      'a.weight': { dtype: 'F16', shape: [2, 1], data_offsets: [0, 4] },
    };
    const file = fileOf(header, [0x3c00, 0x4000, 0x4200]);
    const moved = new Uint8Array(file.length + 3).fill(7);
    moved.set(file, 3);
    const weights = readWeights(moved.subarray(3));
    expect(weights.get('a.weight')).toEqual({ dims: [2, 1], values: Float32Array.of(1, 2) });
    expect(weights.get('b.bias')).toEqual({ dims: [1], values: Float32Array.of(3) });
  });

  it('refuses weights of another type', () => {
    const file = fileOf({ one: { dtype: 'F32', shape: [1], data_offsets: [0, 4] } }, [0, 0]);
    expect(() => readWeights(file)).toThrow('The weights "one" are F32; write them as half floats (F16).');
  });
});
