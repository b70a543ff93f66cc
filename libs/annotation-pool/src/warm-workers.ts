/** So many sessions are remembered; of more, those that have not asked for longest are dropped. */
const MOST_SESSIONS = 4096;

/**
 * Which worker last ran a request of which session, and so has its images read and decoded. The rule: a request
 * goes to the worker of its session if that one is idle, else to the idle worker that has the fewest sessions.
 * It never waits for its own worker while another is idle: to decode anew takes a second at most, what the
 * other one runs may take a minute.
 */
export class WarmWorkers<Worker> {
  readonly #mostSessions: number;
  /** In the order of their last requests. */
  readonly #workers = new Map<string, Worker>();

  constructor(mostSessions: number = MOST_SESSIONS) {
    this.#mostSessions = mostSessions;
  }

  /** The one of the idle workers for a request; undefined when there are none. Among equals, the first. */
  choose(session: string | undefined, idle: readonly Worker[]): Worker | undefined {
    const warm = session === undefined ? undefined : this.#workers.get(session);
    if (warm !== undefined && idle.includes(warm)) return warm;
    const loads = idle.map((worker) => this.#sessionsOf(worker).length);
    return idle[loads.indexOf(Math.min(...loads))];
  }

  /** From now on the session is this worker's. */
  note(session: string, worker: Worker): void {
    this.#workers.delete(session);
    this.#workers.set(session, worker);
    const [oldest] = this.#workers.keys();
    if (oldest !== undefined && this.#workers.size > this.#mostSessions) this.#workers.delete(oldest);
  }

  forget(session: string): void {
    this.#workers.delete(session);
  }

  /** All that the worker kept is gone. */
  forgetAllOf(worker: Worker): void {
    for (const session of this.#sessionsOf(worker)) this.#workers.delete(session);
  }

  #sessionsOf(worker: Worker): string[] {
    return [...this.#workers].flatMap(([session, owner]) => (owner === worker ? [session] : []));
  }
}
