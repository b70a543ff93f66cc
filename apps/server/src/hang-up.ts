import type { ServerResponse } from 'node:http';
import { Cancelled } from '@aiaa/volume/errors';

/**
 * Whether the connection closed before the whole answer was out. An answer that waits behind another of its
 * connection, as of pipelined requests, is not told of the end itself: hence the look at the socket.
 */
export const hasHungUp = (response: ServerResponse): boolean =>
  (response.destroyed || response.req.socket.destroyed) && !response.writableFinished;

/** Aborts when the client hangs up, be it while it sends, waits or reads. */
export function hangUpSignal(response: ServerResponse): AbortSignal {
  const controller = new AbortController();
  const { socket } = response.req;
  // Each request that waits on the connection listens, and a client may pipeline as many as it likes.
  socket.setMaxListeners(0);
  const check = (): void => {
    if (hasHungUp(response)) controller.abort(new Cancelled('The client hung up.'));
  };
  socket.once('close', check);
  response.once('close', () => {
    socket.off('close', check);
    check();
  });
  check();
  return controller.signal;
}

/** Rejects with the reason of the signal, once it aborts. */
export const rejectionOf = (signal: AbortSignal): Promise<never> =>
  new Promise((_, reject) => {
    const onAbort = (): void => reject(signal.reason);
    signal.addEventListener('abort', onAbort);
    if (signal.aborted) onAbort();
  });
