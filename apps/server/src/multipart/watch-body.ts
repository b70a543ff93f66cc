import type { IncomingMessage } from 'node:http';
import { LimitExceeded } from '@aiaa/volume/errors';
import { RequestTimeout } from '@aiaa/http-contract';

export interface BodyRules {
  readonly idleMilliseconds: number;
  /** The most bytes a body may have. */
  readonly ceiling: number;
  readonly signal: AbortSignal;
}

/** A watch over a body that someone else reads: it never reads by itself. */
export interface BodyWatch {
  /** Rejects when the body stalls (RequestTimeout), grows too long (LimitExceeded) or its client hangs up. */
  readonly broken: Promise<never>;
  release(): void;
}

/** Starts to watch a body; call it after its reader is attached, for listening sets a stream flowing. */
export function watchBody(
  body: IncomingMessage,
  { idleMilliseconds, ceiling, signal }: BodyRules,
): BodyWatch {
  let release = (): void => undefined;
  const broken = new Promise<never>((_, reject) => {
    let received = 0;
    const stalled = (): void =>
      reject(new RequestTimeout(`The body paused for ${idleMilliseconds / 1000} s.`));
    const timer = setTimeout(stalled, idleMilliseconds);
    const onData = (chunk: Buffer): void => {
      timer.refresh();
      received += chunk.length;
      if (received > ceiling) reject(new LimitExceeded(`The body is longer than ${ceiling} bytes.`));
    };
    const onAbort = (): void => reject(signal.reason);
    body.on('data', onData);
    signal.addEventListener('abort', onAbort);
    if (signal.aborted) onAbort();
    release = () => {
      clearTimeout(timer);
      body.off('data', onData);
      signal.removeEventListener('abort', onAbort);
    };
  });
  broken.catch(() => undefined);
  return { broken, release: () => release() };
}
