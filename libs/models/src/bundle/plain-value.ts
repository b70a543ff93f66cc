/** A reference, and nothing else, to another place of the document: `@name`, or `@name#member#0` (MONAI, "config parsing"). */
const REFERENCE = /^@[\w-]+(?:(?:#|::)[\w-]+)*$/;

/** References to references; more lead in a circle. */
const MOST_HOPS = 8;

const isExpression = (value: unknown): boolean => typeof value === 'string' && /^[$@%]/.test(value);

/**
 * What a member of a bundle's config says, a reference followed; undefined where that would take Python to find out.
 * @param document the config that references lead into
 */
export function plainValue(value: unknown, document: unknown): unknown {
  let found = value;
  for (let hops = 0; typeof found === 'string' && REFERENCE.test(found); hops += 1) {
    if (hops === MOST_HOPS) return undefined;
    found = memberOf(document, found.slice(1).split(/#|::/));
  }
  return isPlain(found) ? found : undefined;
}

function memberOf(document: unknown, path: readonly string[]): unknown {
  let found = document;
  for (const key of path) {
    if (typeof found !== 'object' || found === null || !Object.hasOwn(found, key)) return undefined;
    found = Reflect.get(found, key);
  }
  return found;
}

/** Whether no part of a value is an expression; absent is not plain. */
function isPlain(value: unknown): boolean {
  if (value === undefined || isExpression(value)) return false;
  return typeof value !== 'object' || value === null || Object.values(value).every(isPlain);
}
