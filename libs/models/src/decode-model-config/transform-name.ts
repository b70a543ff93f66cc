/**
 * The modules that our transforms come from: those of MONAI, MONAI Label and AIAA, ai4med, which was Clara Train 2's
 * and 3's, and one that a public heart model of those years brings along.
 */
const MODULES =
  /^(?:monai\.transforms|monai\.apps\.deep(?:grow|edit)\.transforms|monailabel\.transform|aiaa\.transforms|ai4med|TresholdArgmax)\.(?:[a-z0-9_]+\.)*/;

/** MONAI gives each dictionary transform these suffixes: `Spacingd`, `SpacingD` and `SpacingDict` are one. */
const SUFFIXES = ['', 'd', 'D', 'Dict'];

/** The known name that a config means, with or without module path and suffix; undefined when it means none. */
export function findTransformName(written: string, known: readonly string[]): string | undefined {
  const bare = written.replace(MODULES, '');
  return known.find((name) => SUFFIXES.some((suffix) => bare === name + suffix));
}

/** Whether a name is that of a class in a module which is none of ours. */
export const isForeignClass = (written: string): boolean => written.replace(MODULES, '').includes('.');
