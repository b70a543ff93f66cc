import { seededNumbers, type OnnxAttribute, type OnnxGraph, type OnnxValue } from '@aiaa/inference/testing';

export interface UnetShape {
  readonly axes: 2 | 3;
  /** Channels of the image; one comes out. */
  readonly from: number;
  /** Channels of each level, the finest first; each but the last halves the grid. */
  readonly widths: readonly number[];
}

/**
 * Draws the UNet of MONAI (monai/networks/nets/unet.py) with two residual units a level and kernels of 3, its norms
 * folded into the convolutions as runtimes do, with seeded weights: it costs what a trained one does, and means nothing.
 */
export function drawUnet(graph: OnnxGraph, image: OnnxValue, { axes, from, widths }: UnetShape): OnnxValue {
  const layers = new Layers(graph, axes);
  const level = (x: OnnxValue, depth: number, [inputs, outputs]: readonly [number, number]): OnnxValue => {
    const [width, next] = widths.slice(depth);
    const isBottom = depth + 2 === widths.length;
    const down = layers.residual(x, { from: inputs, to: width, stride: 2, units: 2 });
    const below = isBottom
      ? layers.residual(down, { from: width, to: next, stride: 1, units: 2 })
      : level(down, depth + 1, [width, width]);
    const joined = graph.node('Concat', [down, below], { axis: { i: 1 } });
    const up = layers.double(joined, { from: width + (isBottom ? next : width), to: outputs });
    return layers.residual(up, { from: outputs, to: outputs, stride: 1, units: 1 });
  };
  return level(image, 0, [from, 1]);
}

interface Convolution {
  readonly from: number;
  readonly to: number;
  readonly stride: 1 | 2;
  readonly kernel?: 1 | 3;
}

class Layers {
  private seed = 1;

  constructor(
    private readonly graph: OnnxGraph,
    private readonly axes: 2 | 3,
  ) {}

  /** Convolutions in a row, and around them all one more, or nothing where nothing changes. */
  residual(x: OnnxValue, { from, to, stride, units }: Convolution & { units: number }): OnnxValue {
    let inner = this.convolve(x, { from, to, stride });
    for (let unit = 1; unit < units; unit++)
      inner = this.convolve(this.bend(inner), { from: to, to, stride: 1 });
    const kernel = stride === 1 ? 1 : 3;
    const around = stride === 1 && from === to ? x : this.convolve(x, { from, to, stride, kernel });
    return this.graph.node('Add', [this.bend(inner), around]);
  }

  double(x: OnnxValue, { from, to }: Pick<Convolution, 'from' | 'to'>): OnnxValue {
    const padding = { output_padding: this.each(1), ...this.geometry(2, 3) };
    return this.bend(this.graph.node('ConvTranspose', [x, this.weights([from, to], 3)], padding));
  }

  private convolve(x: OnnxValue, { from, to, stride, kernel = 3 }: Convolution): OnnxValue {
    const weights = this.weights([to, from], kernel);
    const bias = this.graph.constant([to], seededNumbers(this.seed++, to));
    return this.graph.node('Conv', [x, weights, bias], this.geometry(stride, kernel));
  }

  private bend(x: OnnxValue): OnnxValue {
    return this.graph.node('PRelu', [x, this.graph.constant([1], [0.25])]);
  }

  /** Small enough for values to keep their size from level to level. */
  private weights([a, b]: readonly [number, number], kernel: number): OnnxValue {
    const taps = kernel ** this.axes;
    const scale = Math.sqrt(1 / (Math.max(a, b) * taps));
    const numbers = seededNumbers(this.seed++, a * b * taps).map((number) => number * scale);
    return this.graph.constant([a, b, ...new Array<number>(this.axes).fill(kernel)], numbers);
  }

  private geometry(stride: number, kernel: number): Readonly<Record<string, OnnxAttribute>> {
    const pads = new Array<number>(2 * this.axes).fill((kernel - 1) / 2);
    return { strides: this.each(stride), pads: { ints: pads } };
  }

  private each(value: number): OnnxAttribute {
    return { ints: new Array<number>(this.axes).fill(value) };
  }
}
