import type { Operation } from './operation.js';

const HOST = 'http://127.0.0.1:5000';

/** The example of an operation, for a shell: POSIX, or that of Windows where nothing has to be quoted. */
export function curlLine({ method, path, parameters = [], body = {}, answer }: Operation): string {
  const said = parameters.filter(({ example }) => example !== undefined);
  const named = said
    .filter((one) => one.in === 'path')
    .reduce(
      (text, { name, example }) => text.replace(`{${name}}`, encodeURIComponent(String(example))),
      path,
    );
  const query = said
    .filter((one) => one.in === 'query')
    .map(({ name, example }) => `${name}=${encodeURIComponent(String(example))}`)
    .join('&');
  const address = `"${HOST}${named}${query === '' ? '' : `?${query}`}"`;
  const lines = [`curl -X ${method.toUpperCase()} ${address}`, ...bodyArguments(body)];
  return [...lines, ...(isBinary(answer.content) ? ['-o result'] : [])].join(' \\\n  ');
}

function bodyArguments(body: NonNullable<Operation['body']>): readonly string[] {
  const [type, media] = Object.entries(body)[0] ?? [];
  if (type === undefined || media?.example === undefined) return [];
  if (type !== 'multipart/form-data')
    return [`-H "Content-Type: ${type}"`, `-d '${JSON.stringify(media.example)}'`];
  return Object.entries(Object(media.example)).map(([name, value]) =>
    typeof value === 'string' ? `-F "${name}=@${value}"` : `-F '${name}=${JSON.stringify(value)}'`,
  );
}

const isBinary = (content: Operation['answer']['content']): boolean =>
  Object.keys(content)[0]?.startsWith('image/') === true;
