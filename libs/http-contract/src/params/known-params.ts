const KNOWN: ReadonlySet<string> = new Set([
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
export const isKnownParam = (name: string): boolean => KNOWN.has(name) || name.startsWith('result_');
