import { AXIS_ORDERS, SLIDING_WINDOW_DEFAULTS as DEFAULTS } from '@aiaa/inference';
import type { InferenceSpec, InfererSpec } from '../model-config.js';
import { wholeTriple } from './arguments.js';
import { JsonCursor } from './json-cursor.js';

/**
 * The inference block of a v4 config: `AIAA` says how windows run; `TRITON` gives up the same facts where
 * only it is there. Ours alone: `axis_order`, the spatial axes of the network's tensor, outermost first.
 */
export function decodeInference(inference: JsonCursor): InferenceSpec {
  const block = inference.at('AIAA').isAbsent ? inference.at('TRITON') : inference.at('AIAA');
  if (block.isAbsent) inference.at('AIAA').refuse('the block that says how the network runs');
  const args = block.at('args').or(new JsonCursor({}, `${block.path}.args`), (given) => given);
  const inputNode = args.at('input_node').or(undefined, (cursor) => cursor.text());
  const outputNode = args.at('output_node').or(undefined, (cursor) => cursor.text());
  return {
    ...(inputNode === undefined ? {} : { inputNode }),
    ...(outputNode === undefined ? {} : { outputNode }),
    inferer: decodeInferer(args),
  };
}

function decodeInferer(args: JsonCursor): InfererSpec {
  const axisOrder = args.at('axis_order').or(DEFAULTS.axisOrder, (cursor) => cursor.oneOf(AXIS_ORDERS));
  if (!args.at('scanning_window').or(false, (cursor) => cursor.boolean()))
    return { kind: 'simple', axisOrder };
  const number = (key: string, fallback: number) => args.at(key).or(fallback, (cursor) => cursor.number());
  return {
    kind: 'sliding-window',
    axisOrder,
    roi: wholeTriple(args.at('roi')),
    overlap: overlap(args.at('overlap')),
    mode: args.at('mode').or(DEFAULTS.mode, (cursor) => cursor.oneOf(['constant', 'gaussian'] as const)),
    sigmaScale: number('sigma_scale', DEFAULTS.sigmaScale),
    paddingMode: args
      .at('padding_mode')
      .or(DEFAULTS.paddingMode, (cursor) => cursor.oneOf(['constant', 'replicate'] as const)),
    cval: number('cval', DEFAULTS.cval),
  };
}

/** An overlap of 1 or more would never let the window move on. */
function overlap(cursor: JsonCursor): number {
  const value = cursor.or(DEFAULTS.overlap, (given) => given.number());
  return value >= 0 && value < 1 ? value : cursor.refuse('an overlap from 0 up to, but not, 1');
}
