/** A name and what is told of it. */
export type Fact = readonly [name: string, value: string];

/** What a server tells of itself as a JSON object, whatever it tells, as rows for a person. */
export function toldFacts(text: string): readonly Fact[] {
  return Object.entries(Object(jsonIn(text))).map(([name, value]) => [name, toldText(value)]);
}

/** Lists and objects within one line; deeper ones as JSON. */
function toldText(value: unknown): string {
  if (Array.isArray(value)) return value.map((each) => flatText(each)).join(', ');
  if (typeof value !== 'object' || value === null) return String(value);
  return Object.entries(value)
    .map(([name, each]) => `${flatText(each)} ${name}`)
    .join(', ');
}

const flatText = (value: unknown): string => (typeof value === 'string' ? value : JSON.stringify(value));

function jsonIn(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
