import { request as httpRequest, type Agent, type IncomingHttpHeaders } from 'node:http';
import { formBytes, type FormPartBytes } from './form.js';

export interface Answer {
  readonly status: number;
  readonly phrase: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
}

export interface Asking {
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: Buffer | string;
  readonly agent?: Agent;
}

/** One request by node:http, its answer read to the end. */
export function ask(
  url: string,
  { method = 'GET', headers = {}, body, agent }: Asking = {},
): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const request = httpRequest(
      url,
      { method, headers, ...(agent === undefined ? {} : { agent }) },
      (response) => {
        const chunks: Buffer[] = [];
        response.on('data', (chunk: Buffer) => chunks.push(chunk));
        response.on('error', reject);
        response.on('end', () =>
          resolve({
            status: response.statusCode ?? 0,
            phrase: response.statusMessage ?? '',
            headers: response.headers,
            body: Buffer.concat(chunks),
          }),
        );
      },
    );
    request.on('error', reject);
    if (body !== undefined && !request.hasHeader('Transfer-Encoding'))
      request.setHeader('Content-Length', Buffer.byteLength(body));
    request.end(body);
  });
}

/** Posts a form in one piece. */
export const postForm = (
  url: string,
  parts: readonly FormPartBytes[],
  boundary = 'test-boundary',
): Promise<Answer> =>
  ask(url, {
    method: 'POST',
    headers: { 'Content-Type': `multipart/form-data; boundary=${boundary}` },
    body: formBytes(parts, boundary),
  });

/** The one sentence of a refusal, with its tag. */
export function refusal(answer: Pick<Answer, 'body'>): { tag: unknown; message: unknown } {
  const { error, success } = JSON.parse(answer.body.toString());
  if (success !== false) throw new Error(`No refusal: ${answer.body.toString()}`);
  return { tag: error.type, message: error.message[0] };
}
