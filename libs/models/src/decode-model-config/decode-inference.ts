import { AXIS_ORDERS, SLIDING_WINDOW_DEFAULTS as DEFAULTS, type AxisOrder } from '@aiaa/inference';
import type { InferenceSpec, InfererSpec } from '../model-config.js';
import { atLeastOne, wholeTriple } from './arguments.js';
import type { InferenceBlock } from './inference-block.js';
import type { JsonCursor } from './json-cursor.js';
import { sizeDepthFirst } from './slices-first.js';

/**
 * How the network runs. Four settings are ours alone: `axis_order`, the spatial axes of the network's tensor, outermost
 * first; `precision`, what the network is run in where that is not what its file says; and `input_node` with
 * `output_node`, the names in the ONNX file. Those that `tf`, `node_mapping` or `triton_model_config` give are names in
 * another file, which an export to ONNX seldom keeps.
 * @param isSlicesFirst whether the chain hands depth, x, y to the network, and its window is told so; else x, y, z
 */
export function decodeInference({ setting }: InferenceBlock, isSlicesFirst: boolean): InferenceSpec {
  const inputNode = setting('input_node').or(undefined, (cursor) => cursor.text());
  const outputNode = setting('output_node').or(undefined, (cursor) => cursor.text());
  const precision = setting('precision').or(undefined, (cursor) => cursor.oneOf(['float16'] as const));
  return {
    ...(inputNode === undefined ? {} : { inputNode }),
    ...(outputNode === undefined ? {} : { outputNode }),
    ...(precision === undefined ? {} : { precision }),
    inferer: decodeInferer(setting, isSlicesFirst),
  };
}

function decodeInferer(setting: InferenceBlock['setting'], isSlicesFirst: boolean): InfererSpec {
  const usualOrder: AxisOrder = isSlicesFirst ? 'ZXY' : 'XYZ';
  const axisOrder = setting('axis_order').or(usualOrder, (cursor) => cursor.oneOf(AXIS_ORDERS));
  const batchSize = setting('batch_size').or(undefined, atLeastOne);
  const batch = batchSize === undefined ? {} : { batchSize };
  if (!setting('scanning_window').or(false, (cursor) => cursor.boolean())) {
    return { kind: 'simple', axisOrder, ...batch };
  }
  const number = (key: string, fallback: number) => setting(key).or(fallback, (cursor) => cursor.number());
  return {
    kind: 'sliding-window',
    axisOrder,
    roi: (isSlicesFirst ? sizeDepthFirst : wholeTriple)(setting('roi')),
    overlap: overlap(setting('overlap')),
    mode: setting('mode').or(DEFAULTS.mode, (cursor) => cursor.oneOf(['constant', 'gaussian'] as const)),
    sigmaScale: number('sigma_scale', DEFAULTS.sigmaScale),
    paddingMode: setting('padding_mode').or(DEFAULTS.paddingMode, (cursor) =>
      cursor.oneOf(['constant', 'replicate'] as const),
    ),
    cval: number('cval', DEFAULTS.cval),
    ...batch,
  };
}

/** An overlap of 1 or more would never let the window move on. */
function overlap(cursor: JsonCursor): number {
  const value = cursor.or(DEFAULTS.overlap, (given) => given.number());
  return value >= 0 && value < 1 ? value : cursor.refuse('an overlap from 0 up to, but not, 1');
}
