import { Cancelled } from '@aiaa/volume/errors';
import { RemoteTimeout } from '../errors/remote-timeout.js';
import type { FetchLimits } from '../fetch-limits.js';

/**
 * The clocks of one fetch: until the remote has accepted a connection, without a byte, and altogether. When one
 * runs out, or whoever asked goes away, `signal` aborts with the error to throw.
 */
export class Deadlines {
  readonly #limits: FetchLimits;
  readonly #asked: AbortSignal | undefined;
  readonly #controller = new AbortController();
  readonly #total: NodeJS.Timeout;
  #step: NodeJS.Timeout | undefined;
  #host = 'the other side';
  #closed = false;

  constructor(limits: FetchLimits, asked: AbortSignal | undefined) {
    this.#limits = limits;
    this.#asked = asked;
    const { totalMilliseconds } = limits;
    this.#total = setTimeout(() => {
      this.#expire(`The transfer from ${this.#host} took longer than ${seconds(totalMilliseconds)}.`);
    }, totalMilliseconds);
    if (asked?.aborted === true) this.#cancel();
    asked?.addEventListener('abort', this.#cancel, { once: true });
  }

  get signal(): AbortSignal {
    return this.#controller.signal;
  }

  /** Which remote the sentences name. */
  get host(): string {
    return this.#host;
  }

  /** A connection is being made, from resolving its name on. */
  connecting(host: string): void {
    this.#host = host;
    const { connectMilliseconds } = this.#limits;
    this.#arm(
      connectMilliseconds,
      () => `${host} accepted no connection within ${seconds(connectMilliseconds)}.`,
    );
  }

  /** The connection stands; from here on the remote must not be silent for long. */
  connected(): void {
    const { idleMilliseconds } = this.#limits;
    this.#arm(idleMilliseconds, () => `${this.#host} sent nothing for ${seconds(idleMilliseconds)}.`);
  }

  /** A byte came, or went. */
  heard(): void {
    this.#step?.refresh();
  }

  close(): void {
    clearTimeout(this.#total);
    clearTimeout(this.#step);
    // A timer that was cleared runs again when it is refreshed.
    this.#step = undefined;
    this.#closed = true;
    this.#asked?.removeEventListener('abort', this.#cancel);
  }

  readonly #cancel = (): void => {
    this.#controller.abort(new Cancelled(undefined, { cause: this.#asked?.reason }));
  };

  #arm(milliseconds: number, sentence: () => string): void {
    if (this.#closed) return;
    clearTimeout(this.#step);
    this.#step = setTimeout(() => this.#expire(sentence()), milliseconds);
  }

  #expire(sentence: string): void {
    this.#controller.abort(new RemoteTimeout(sentence));
  }
}

const seconds = (milliseconds: number): string => `${Number((milliseconds / 1000).toPrecision(3))} s`;
