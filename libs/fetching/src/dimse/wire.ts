import type { Socket } from 'node:net';
import { Cancelled, errorCode } from '@aiaa/volume/errors';
import type { FetchLimits } from '../fetch-limits.js';
import type { ControlPdu, Pdv } from './pdu.js';
import { PduFramer } from './pdu-framer.js';
import { AssociationTrouble } from './trouble.js';

export interface WireOptions {
  readonly limits: FetchLimits;
  /** When all must be over, as `performance.now()` counts. */
  readonly endsAt: number;
  readonly signal: AbortSignal | undefined;
  /** May throw, which breaks the wire. */
  readonly onPdu: (pdu: ControlPdu | Pdv) => void;
}

/** A connected socket, PDU by PDU and piece by piece, until something breaks it; whoever opens it closes it. */
export class Wire {
  /** Fails with what broke the wire first, and never ends otherwise. */
  readonly broken: Promise<never>;
  /** All that was received. */
  bytes = 0;
  /** Whether the other side has agreed to talk. */
  accepted = false;

  readonly #framer = new PduFramer();
  readonly #timers: NodeJS.Timeout[];
  readonly #idle: NodeJS.Timeout;
  #reject: (reason: unknown) => void = () => undefined;
  #paused = false;
  #draining = false;
  #ended: Error | undefined;
  #over = false;

  constructor(
    private readonly socket: Socket,
    private readonly options: WireOptions,
  ) {
    this.broken = new Promise((_, reject) => (this.#reject = reject));
    this.broken.catch(() => undefined);
    const { limits, endsAt } = options;
    this.#idle = setTimeout(() => this.#onSilence(), limits.idleMilliseconds);
    const total = setTimeout(() => this.#onEndOfTime(), endsAt - performance.now());
    this.#timers = [this.#idle, total];
    options.signal?.addEventListener('abort', this.#onAbort, { once: true });
    if (options.signal?.aborted) this.#onAbort();
    socket.setNoDelay(true);
    socket.on('error', (cause) => this.#onEnd(cause));
    socket.on('close', () => this.#onEnd());
  }

  break(reason: unknown): void {
    if (this.#over) return;
    this.#over = true;
    this.#reject(reason);
  }

  /** Takes what came, in memory that may be used again for what comes next. */
  receive(bytes: Buffer): void {
    this.#idle.refresh();
    this.bytes += bytes.length;
    this.#framer.push(bytes);
    this.#drain();
    this.#framer.keep();
  }

  write(bytes: Buffer): boolean {
    return this.socket.writable && this.socket.write(bytes);
  }

  /** Writes, and waits while the other side takes its time to read. */
  async send(pieces: readonly Buffer[]): Promise<void> {
    this.socket.cork();
    const ready = pieces.map((piece) => this.write(piece)).every(Boolean);
    this.socket.uncork();
    if (ready) this.#idle.refresh();
    else await Promise.race([this.#drained(), this.broken]);
  }

  /** Reads no further for as long as it takes us to keep up: silence is ours then. */
  pause(): void {
    this.#paused = true;
    this.socket.pause();
  }

  resume(): void {
    if (this.#over || !this.#paused) return;
    this.#paused = false;
    this.#idle.refresh();
    this.#drain();
    if (!this.#paused) this.socket.resume();
  }

  close(): void {
    this.#over = true;
    this.options.signal?.removeEventListener('abort', this.#onAbort);
    this.#timers.forEach(clearTimeout);
    this.socket.destroy();
  }

  readonly #onAbort = (): void => this.break(new Cancelled());

  #onSilence(): void {
    if (this.#paused) this.#idle.refresh();
    else this.#breakLate('silent', this.options.limits.idleMilliseconds);
  }

  #onEndOfTime(): void {
    this.#breakLate('too long', this.options.limits.totalMilliseconds);
  }

  #breakLate(kind: 'silent' | 'too long', milliseconds: number): void {
    this.break(new AssociationTrouble({ kind, milliseconds }));
  }

  #onEnd(cause?: Error): void {
    const alert = alertOf(cause);
    this.#ended ??= new AssociationTrouble(
      alert === undefined ? { kind: 'closed', accepted: this.accepted } : { kind: 'untrusted', why: alert },
      ...(cause ? [{ cause }] : []),
    );
    if (!this.#paused) this.break(this.#ended);
  }

  #drain(): void {
    if (this.#draining) return;
    this.#draining = true;
    try {
      this.#drainAll();
    } catch (error) {
      this.break(error);
    } finally {
      this.#draining = false;
    }
  }

  #drainAll(): void {
    while (!this.#paused && !this.#over) {
      const pdu = this.#framer.next();
      if (pdu === undefined) {
        if (this.#ended) this.break(this.#ended);
        return;
      }
      this.options.onPdu(pdu);
    }
  }

  async #drained(): Promise<void> {
    await new Promise<void>((resolve) => this.socket.once('drain', resolve));
    this.#idle.refresh();
  }
}

/** TLS 1.3 tells a client that its certificate is missing or not trusted when it believes to be connected. */
function alertOf(cause: Error | undefined): string | undefined {
  const code = errorCode(cause);
  return typeof code === 'string' && code.startsWith('ERR_SSL_') ? code : undefined;
}
