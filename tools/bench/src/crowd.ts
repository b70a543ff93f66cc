import type { HttpSession } from './http-session.js';
import { probe } from './probe.js';
import { quantile } from './results.js';
import type { ServerProcess } from './server-process.js';
import { timed } from './timed.js';

const ASKS_EACH = 3;

export interface Crowd {
  /** What is asked for, as the figures call it. */
  readonly what: string;
  /** One for each user. */
  readonly sessions: readonly HttpSession[];
  ask(session: HttpSession): Promise<void>;
}

/**
 * Users who all ask at once, each again as soon as there is an answer, against the first of them alone; and how long
 * somebody else waited for next to nothing meanwhile.
 */
export async function crowdFigures(
  { url, peakMegabytes }: ServerProcess,
  { what, sessions, ask }: Crowd,
): Promise<Record<string, number>> {
  const askOften = async (session: HttpSession) => {
    for (let at = 0; at < ASKS_EACH; at++) await ask(session);
  };
  for (const session of sessions) await ask(session); // whoever comes first waits for what is then kept
  const [aloneMs] = await timed(() => askOften(sessions[0]));
  const { milliseconds, waits } = await probe(url, () => Promise.all(sessions.map(askOften)));
  const alone = (1000 * ASKS_EACH) / aloneMs;
  const together = (1000 * ASKS_EACH * sessions.length) / milliseconds;
  const { front, workers } = peakMegabytes();
  return {
    [`${what} of one user, each second`]: alone,
    [`${what} of eight users, each second`]: together,
    [`${what}: eight users / one user`]: together / alone,
    [`${what}: another request meanwhile, median, ms`]: quantile(waits, 0.5),
    [`${what}: another request meanwhile, 99 %, ms`]: quantile(waits, 0.99),
    [`${what}: another request meanwhile, longest, ms`]: Math.max(...waits),
    [`${what}: other requests`]: waits.length,
    [`${what}: peak memory of the front, MB`]: front,
    [`${what}: peak memory of the workers, MB`]: workers,
  };
}
