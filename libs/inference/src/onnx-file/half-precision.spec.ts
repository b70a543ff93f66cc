import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { loadOnnxNetwork } from '../backends/onnx.js';
import { NetworkFailed } from '../network-failed.js';
import { makeTensor, type Tensor } from '../tensor.js';
import { convNetwork, identityNetwork } from '../testing/networks.js';
import { onnxGraph, type OnnxGraph, type OnnxValue } from '../testing/onnx-graph.js';
import { seededNumbers } from '../testing/seeded-numbers.js';
import { toHalfPrecision } from './half-precision.js';
import { decodeModelProto, encodeModelProto } from './onnx-schema.js';

let folder: string;
beforeAll(async () => void (folder = await mkdtemp(join(tmpdir(), 'aiaa-half-'))));
afterAll(() => rm(folder, { recursive: true }));

const OPEN = [1, 1, 'X', 'Y', 'Z'];
const PATCH = makeTensor([1, 1, 4, 3, 2], seededNumbers(9, 24));

async function scoresOf(bytes: Uint8Array, precision?: 'float16'): Promise<Tensor> {
  const path = join(folder, 'model.onnx');
  await writeFile(path, bytes);
  const network = await loadOnnxNetwork(path, {
    threads: 1,
    ...(precision === undefined ? {} : { precision }),
  });
  expect(network.inputs[0].dtype).toBe(precision ?? 'float32');
  const { logits } = await network.forward({ image: PATCH });
  await network.release();
  return logits;
}

function drawn(draw: (graph: OnnxGraph, image: OnnxValue) => OnnxValue): Uint8Array {
  const graph = onnxGraph('drawn');
  graph.output('logits', draw(graph, graph.input('image', OPEN)), ['A', 'B', 'C', 'D', 'E']);
  return graph.encode();
}

/** A graph that stands in an attribute, as the branch of an `If`. */
function branch(bytes: Uint8Array): object {
  const { graph } = decodeModelProto(bytes) as { graph: { input: object[] } };
  graph.input = [];
  return graph;
}

function withIf(): Uint8Array {
  const inner = (add: number) => {
    const graph = onnxGraph(`adds ${add}`);
    graph.output(`sum of ${add}`, graph.node('Add', ['image', graph.constant([1], [add])]), [
      'A',
      'B',
      'C',
      'D',
      'E',
    ]);
    return branch(graph.encode());
  };
  const graph = onnxGraph('if');
  const image = graph.input('image', OPEN);
  const isLarge = graph.node('Greater', [
    graph.node('ReduceMax', [image], { keepdims: { i: 0 } }),
    graph.constant([], [0]),
  ]);
  graph.output('logits', graph.node('If', [isLarge]), ['A', 'B', 'C', 'D', 'E']);
  const model = decodeModelProto(graph.encode()) as {
    graph: { node: { opType: string; attribute: object[] }[] };
  };
  const node = model.graph.node.find(({ opType }) => opType === 'If');
  const [yes, no] = ['then_branch', 'else_branch'];
  node?.attribute.push({ name: yes, type: 5, g: inner(0.25) }, { name: no, type: 5, g: inner(-0.25) });
  return encodeModelProto(model);
}

describe('a network in half precision', () => {
  it.each<[string, Uint8Array]>([
    ['of a convolution', convNetwork({ classes: 2 })],
    [
      'of a size that is a constant',
      drawn((graph, image) =>
        graph.node('Resize', [image, '', graph.constant([5], [1, 1, 2, 2, 1 + 1 / 3])], {
          mode: { s: 'linear' },
        }),
      ),
    ],
    [
      'of a size that is computed',
      drawn((graph, image) => {
        const scales = graph.node('Add', [
          graph.constant([5], [1, 1, 1, 1, 1]),
          graph.constant([5], [0, 0, 1, 0.5, 0]),
        ]);
        return graph.node('Resize', [image, '', scales], { mode: { s: 'nearest' } });
      }),
    ],
    [
      'of a cast there and back',
      drawn((graph, image) =>
        graph.node('Cast', [graph.node('Cast', [image], { to: { i: 7 } })], { to: { i: 1 } }),
      ),
    ],
    [
      'of constants that are nodes',
      drawn((graph, image) =>
        graph.node('Mul', [
          graph.node('Add', [image, graph.node('Constant', [], { value_float: { f: 0.5 } })]),
          graph.node('Constant', [], { value_floats: { floats: [3] } }),
        ]),
      ),
    ],
    [
      'of zeros of a shape',
      drawn((graph, image) =>
        graph.node('Add', [image, graph.node('ConstantOfShape', [graph.node('Shape', [image])])]),
      ),
    ],
    ['of branches', withIf()],
    [
      'of a tiny divisor',
      drawn((graph, image) =>
        graph.node('Div', [
          image,
          graph.node('Add', [graph.node('Abs', [image]), graph.constant([1], [1e-12])]),
        ]),
      ),
    ],
    [
      'of numbers that are too large for it',
      drawn((graph, image) => graph.node('Min', [image, graph.constant([1], [1e9])])),
    ],
  ])('%s gives what it gives in full, but for the last digits', async (_, bytes) => {
    const [full, half] = [await scoresOf(bytes), await scoresOf(bytes, 'float16')];
    expect(half.dims).toEqual(full.dims);
    half.data.forEach((score, at) =>
      expect(Math.abs(score - full.data[at])).toBeLessThan(5e-3 * Math.max(1, Math.abs(full.data[at]))),
    );
  });

  it('rounds what it is told, and is half as large', async () => {
    const bytes = convNetwork({ classes: 30 });
    const half = toHalfPrecision(bytes);
    expect(half.length).toBeLessThan(0.65 * bytes.length);
    const third = drawn((graph, image) =>
      graph.node('Add', [graph.node('Sub', [image, image]), graph.constant([1], [1 / 3])]),
    );
    expect((await scoresOf(third, 'float16')).data[0]).toBe(0.333251953125); // 1365 / 4096
  });

  it('is left as it is where it is one', () => {
    const half = toHalfPrecision(convNetwork({ classes: 2 }));
    expect(toHalfPrecision(half)).toEqual(half);
  });

  it('says which node cannot be run so', async () => {
    const bytes = drawn((graph, image) => {
      const steps = graph.node('Range', [
        graph.constant([], [0]),
        graph.constant([], [2]),
        graph.constant([], [1]),
      ]);
      return graph.node('Add', [image, steps]);
    });
    await scoresOf(bytes);
    const loading = scoresOf(bytes, 'float16');
    await expect(loading).rejects.toThrow(NetworkFailed);
    await expect(loading).rejects.toThrow(
      /^The network model\.onnx cannot be loaded: .*float16.*\(Range\) in node \(range_3\).* Without the precision float16 it may be\.$/,
    );
  });

  it('must be in one file', async () => {
    const model = decodeModelProto(convNetwork({ classes: 1 })) as {
      graph: { initializer: { dataLocation: number }[] };
    };
    model.graph.initializer[0].dataLocation = 1;
    await expect(scoresOf(encodeModelProto(model), 'float16')).rejects.toThrow(
      'cannot be loaded: weights in files beside it cannot be halved: save the network in one file.',
    );
  });

  it.each([
    ['garbage', new TextEncoder().encode('no network at all')],
    ['nothing', new Uint8Array()],
    ['half a file', convNetwork({ classes: 3 }).subarray(0, 200)],
  ])('cannot be made of %s', async (_, bytes) => {
    await expect(scoresOf(bytes, 'float16')).rejects.toThrow(NetworkFailed);
  });

  it('is refused or made, never anything else, whichever byte is another', async () => {
    const whole = withIf();
    const places = seededNumbers(4, 800);
    for (let round = 0; round < 400; round++) {
      const bytes = whole.slice();
      bytes[Math.floor(((places[2 * round] + 1) / 2) * bytes.length)] = Math.floor(
        128 * (places[2 * round + 1] + 1),
      );
      let outcome: unknown;
      try {
        outcome = toHalfPrecision(bytes);
      } catch (error) {
        outcome = error;
      }
      expect(outcome instanceof Uint8Array || outcome instanceof Error).toBe(true);
    }
  });
});

it('an ONNX file that is read is written as it was', () => {
  for (const bytes of [identityNetwork(), convNetwork({ classes: 3 }), withIf()]) {
    expect(encodeModelProto(decodeModelProto(bytes))).toEqual(bytes);
  }
});
