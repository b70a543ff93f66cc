import type { Answer } from './ask-server.js';
import { ServerProblem } from './server-problem.js';

/** The text of an answer that is a success. @throws ServerProblem with the server's own sentence */
export function requireSuccess({ status, text }: Answer): string {
  if (status === 200) return text;
  throw new ServerProblem(sentenceIn(text) ?? `The server answers with status ${status}.`);
}

/** AIAA's errors: `{"error": {"message": ["..."], "type": "..."}, "success": false}`. */
function sentenceIn(text: string): string | undefined {
  const message: unknown = Object(Object(jsonIn(text)).error).message;
  const sentence = [message]
    .flat()
    .filter((line) => typeof line === 'string')
    .join(' ');
  return sentence === '' ? undefined : sentence;
}

function jsonIn(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
