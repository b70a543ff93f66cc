import { Deadlines } from './deadlines.js';
import type { WebCall } from './exchange.js';
import { ReceivedFiles } from './received-files.js';
import { remoteFault } from './remote-fault.js';
import type { WebContext } from './web-context.js';

export interface Fetching extends WebCall {
  readonly received: ReceivedFiles;
}

/** Lends `work` what one fetch needs; however it ends no socket and no clock is left, and no file unless it succeeds. */
export async function duringFetch<T>(
  context: WebContext,
  work: (fetching: Fetching) => Promise<T>,
): Promise<T> {
  const { policy, resolve, limits, signal } = context;
  const deadlines = new Deadlines(limits, signal);
  const received = new ReceivedFiles(context);
  const sockets: { destroy(): unknown }[] = [];
  const onSocket = (socket: { destroy(): unknown }): void => void sockets.push(socket);
  try {
    return await work({
      deadlines,
      policy,
      ...(resolve === undefined ? {} : { resolve }),
      onSocket,
      received,
    });
  } catch (error) {
    await received.discard();
    throw deadlines.signal.aborted ? deadlines.signal.reason : remoteFault(error, deadlines.host);
  } finally {
    for (const socket of sockets) socket.destroy();
    deadlines.close();
  }
}
