import { describe, expect, it } from '@jest/globals';
import { convNetwork, identityNetwork } from './networks.js';
import { onnxGraph } from './onnx-graph.js';

const smallGraph = (): Uint8Array => {
  const graph = onnxGraph('small', 'adds two');
  const image = graph.input('image', [1, 'X']);
  graph.output('sum', graph.node('Add', [image, graph.constant([1], [2])]), [1, 'X']);
  return graph.encode();
};

describe('onnxGraph', () => {
  it('gives the same bytes for the same calls', () => {
    expect(smallGraph()).toEqual(smallGraph());
    expect(convNetwork({ classes: 2, seed: 4 })).toEqual(convNetwork({ classes: 2, seed: 4 }));
    expect(convNetwork({ classes: 2, seed: 4 })).not.toEqual(convNetwork({ classes: 2, seed: 5 }));
  });

  it('begins as IR version 8: field 1, a varint', () => {
    expect([...identityNetwork().subarray(0, 2)]).toEqual([0x08, 8]);
  });

  it('writes constants as little-endian float32: 2 is 00 00 00 40', () => {
    expect(Buffer.from(smallGraph()).includes(Buffer.from([0x4a, 4, 0x00, 0x00, 0x00, 0x40]))).toBe(true);
  });

  it('carries its description, operators and names', () => {
    const text = Buffer.from(smallGraph()).toString('latin1');
    for (const word of ['small', 'adds two', 'image', 'sum', 'Add', 'Identity']) expect(text).toContain(word);
  });
});
