import { filePart, formBytes, PARAMS } from './form.js';
import type { PlacedOperation } from './operations.js';
import { ask, type Answer } from './post.js';

export interface ExampleTo {
  readonly url: string;
  /** What the arguments of a path are, where the example's own would not be there. */
  readonly ids: Readonly<Record<string, string>>;
  /** The files of the examples, by their names. */
  readonly files: Readonly<Record<string, Buffer>>;
}

/** Sends the example of an operation with the body of one content type, or with none. */
export function sendExample(
  operation: PlacedOperation,
  type: string | undefined,
  to: ExampleTo,
): Promise<Answer> {
  const { method, requestBody } = operation;
  const url = `${to.url}${targetOf(operation, to.ids)}`;
  if (type === undefined) return ask(url, { method });
  const example: unknown = requestBody?.content[type]?.example;
  if (type !== 'multipart/form-data')
    return ask(url, { method, headers: { 'Content-Type': type }, body: JSON.stringify(example) });
  const parts = Object.entries(Object(example)).map(([name, value]) =>
    name === 'params'
      ? { ...PARAMS, body: JSON.stringify(value) }
      : filePart(to.files[String(value)] ?? '', String(value), name),
  );
  const headers = { 'Content-Type': `${type}; boundary=b` };
  return ask(url, { method, headers, body: formBytes(parts, 'b') });
}

function targetOf({ path, parameters }: PlacedOperation, ids: ExampleTo['ids']): string {
  const place = parameters
    .filter((one) => one.in === 'path')
    .reduce((text, { name, example }) => text.replace(`{${name}}`, ids[name] ?? String(example)), path);
  const query = parameters
    .filter((one) => one.in === 'query' && one.example !== undefined)
    .map(({ name, example }): [string, string] => [name, String(example)]);
  return `${place}?${new URLSearchParams(query).toString()}`;
}
