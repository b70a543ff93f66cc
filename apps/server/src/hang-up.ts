import type { ServerResponse } from 'node:http';
import { Cancelled } from '@aiaa/volume/errors';

/** Whether the connection closed before the whole answer was out. */
export const hasHungUp = (response: ServerResponse): boolean =>
  response.destroyed && !response.writableFinished;

/** Aborts when the client hangs up, be it while it sends, waits or reads. */
export function hangUpSignal(response: ServerResponse): AbortSignal {
  const controller = new AbortController();
  const check = (): void => {
    if (hasHungUp(response)) controller.abort(new Cancelled('The client hung up.'));
  };
  response.once('close', check);
  check();
  return controller.signal;
}
