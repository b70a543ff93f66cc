import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { bundledModelsFolder } from '../bundled-models-folder.js';
import { nestedOnnx, onnxBytes, type TensorPlace } from '../fixtures/onnx-bytes.js';
import { specWorkspace, type SpecWorkspace } from '../fixtures/spec-workspace.js';
import { weightsKind } from '../upload/weights-kind.js';
import { externalDataOf } from './external-data.js';

let workspace: SpecWorkspace;
beforeAll(async () => (workspace = await specWorkspace()));
afterAll(() => workspace.remove());

const read = async (bytes: Uint8Array) => externalDataOf(await workspace.write('network', bytes));

describe('the external data of a network', () => {
  it.each<TensorPlace>([
    'initializer',
    'sparse',
    'attribute',
    'attributes',
    'subgraph',
    'function',
    'training',
  ])('is found in its %s', async (place) => {
    const bytes = onnxBytes([['location', 'w.bin'], ['offset', '4096'], ['length', '4']], place); // prettier-ignore
    expect(await read(bytes)).toEqual([{ location: 'w.bin', bytes: 4100 }]);
  });

  it('is none where the network has it all', async () => {
    expect(await read(onnxBytes())).toEqual([]);
  });

  it('is found however deep it is nested', async () => {
    expect(await read(nestedOnnx(2000))).toEqual([{ location: 'deep.bin', bytes: 0 }]);
  });

  it('is never looked for beyond what a network can have', async () => {
    const bytes = Buffer.concat([Buffer.from([0x08, 8]), Buffer.alloc(10_000_002, Buffer.from([0x08, 0]))]);
    await expect(read(bytes)).rejects.toThrow(/more than 5000000 fields/);
  });
});

/** A small generator, so that the bytes are the same each time (mulberry32). */
function random(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

it.each(['annotation_dextr3d', 'ct_or_not', 'ct_tissue', 'deepgrow_2d', 'deepgrow_3d'])(
  'the bundled %s is a network in one file',
  async (name) => {
    const file = join(bundledModelsFolder(), name, 'model.onnx');
    expect([await weightsKind(file), await externalDataOf(file)]).toEqual(['onnx', []]);
  },
);

describe('a network that somebody broke', () => {
  const whole = onnxBytes([['location', 'w.bin'], ['offset', '4096']], 'subgraph'); // prettier-ignore

  it('is refused or read, never anything else, whichever byte is another', async () => {
    const next = random(7);
    for (let round = 0; round < 400; round += 1) {
      const bytes = whole.slice();
      for (let flips = 1 + Math.floor(next() * 4); flips > 0; flips -= 1) {
        bytes[Math.floor(next() * bytes.length)] = Math.floor(next() * 256);
      }
      const file = await workspace.write('broken', bytes);
      expect(await weightsKind(file)).toEqual(expect.any(String));
      const outcome = await externalDataOf(file).catch((error: { readonly tag?: string }) => error.tag);
      expect(outcome === 'UnfitModel' || Array.isArray(outcome)).toBe(true);
    }
  });

  it('is no network wherever it is cut', async () => {
    for (let length = 0; length < whole.length; length += 1) {
      expect(await weightsKind(await workspace.write('cut', whole.subarray(0, length)))).not.toBe('onnx');
    }
    expect(await weightsKind(await workspace.write('cut', whole))).toBe('onnx');
  });
});
