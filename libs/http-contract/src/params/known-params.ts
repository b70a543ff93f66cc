/** The names in the params that mean something; `sigma` is a matter of the model's config, whatever clients send. */
export const KNOWN_PARAMS: ReadonlySet<string> = new Set([
  'points',
  'extreme_points',
  'foreground',
  'background',
  'current_point',
  'spatial_size',
  'slice',
  'sigma',
]);

/** Whether a name of the params has a meaning of its own, so that it is no label's; `result_*` is about the file. */
export const isKnownParam = (name: string): boolean => KNOWN_PARAMS.has(name) || name.startsWith('result_');
