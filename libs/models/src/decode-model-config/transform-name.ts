import { distance } from 'fastest-levenshtein';

const PREFIX = /^(monai\.transforms\.|monai\.apps\.deepgrow\.transforms\.|aiaa\.transforms\.)([a-z_]+\.)*/;

/** MONAI gives each dictionary transform these suffixes: `Spacingd`, `SpacingD` and `SpacingDict` are one. */
const SUFFIXES = ['', 'd', 'D', 'Dict'];

/** The known name that a config means, with or without module path and suffix; undefined when it means none. */
export function findTransformName(written: string, known: readonly string[]): string | undefined {
  const bare = bareName(written);
  return known.find((name) => SUFFIXES.some((suffix) => bare === name + suffix));
}

const bareName = (written: string): string => written.replace(PREFIX, '');

/** The known name that differs least from a wrong one, when it is near enough to be what was meant. */
export function nearestTransformName(written: string, known: readonly string[]): string | undefined {
  const wrong = bareName(written).toLowerCase();
  const [best] = known
    .map((name) => ({ name, edits: distance(wrong, name.toLowerCase()) }))
    .toSorted((a, b) => a.edits - b.edits);
  return best !== undefined && best.edits <= 1 + Math.floor(wrong.length / 4) ? best.name : undefined;
}
