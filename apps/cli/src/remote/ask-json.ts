import { askServer, type Ask, type ServerTarget } from './ask-server.js';
import { requireSuccess } from './require-success.js';
import { ServerProblem } from './server-problem.js';

/** What the server answers, as JSON. @throws ServerProblem */
export async function askJson(target: ServerTarget, ask: Ask): Promise<unknown> {
  const text = requireSuccess(await askServer(target, ask));
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new ServerProblem(`What answers at ${target.url} is no AIAA server: its answer is no JSON.`, {
      cause,
    });
  }
}
