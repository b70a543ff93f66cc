import type { JsonCursor } from '../decode-model-config/json-cursor.js';
import { bareTarget, isParserKey } from './bundle-target.js';
import { plainValue } from './plain-value.js';

/** What the arguments of MONAI's SlidingWindowInferer are called in a config. */
const SETTINGS: Readonly<Record<string, string>> = {
  roi_size: 'roi',
  overlap: 'overlap',
  mode: 'mode',
  sigma_scale: 'sigma_scale',
  padding_mode: 'padding_mode',
  cval: 'cval',
  sw_batch_size: 'batch_size',
};

/** How fast it runs and where, never what comes out. */
const HARMLESS = new Set([
  'sw_batch_size',
  'sw_device',
  'device',
  'progress',
  'cache_roi_weight_map',
  'cpu_thresh',
  'buffer_steps',
  'buffer_dim',
  'with_coord',
]);

/** The AIAA block of a config. @throws MalformedModelConfig for an inferer that is neither simple nor slides a window. */
export function bundleInference(inference: JsonCursor): object {
  const name = 'aiaa.inference.PyTorchInference';
  const inferer = inference.at('inferer');
  if (inferer.isAbsent) return { name };
  const target = bareTarget(inferer);
  if (target === 'SimpleInferer') return { name };
  if (target !== 'SlidingWindowInferer') {
    return inferer.at('_target_').refuse('SlidingWindowInferer or SimpleInferer');
  }
  return { name, args: { scanning_window: true, ...windowOf(inferer, inference.record()) } };
}

function windowOf(inferer: JsonCursor, document: unknown): object {
  const written = inferer.keys().filter((key) => !isParserKey(key));
  const settings = written.flatMap((key) => {
    const setting = Object.hasOwn(SETTINGS, key) ? SETTINGS[key] : undefined;
    const value = setting === undefined ? undefined : plainValue(inferer.record()[key], document);
    if (value === undefined && HARMLESS.has(key)) return [];
    if (setting === undefined) return inferer.at(key).reject('there is no such setting here.');
    if (value === undefined) return inferer.at(key).refuse('a value, for expressions are not run');
    return value === null ? [] : [[setting, value] as const];
  });
  return Object.fromEntries(settings);
}
