import type { Server } from 'node:http';

/** Stops listening at once, lets running requests end for `graceMilliseconds`, then cuts off what is left. */
export async function stopServer(server: Server, graceMilliseconds: number): Promise<void> {
  const closed = new Promise<void>((resolve) => server.close(() => resolve()));
  // Node closes the connections that are idle now; those of running requests become idle later.
  const sweep = setInterval(() => server.closeIdleConnections(), 50);
  const cut = setTimeout(() => server.closeAllConnections(), graceMilliseconds);
  await closed;
  clearInterval(sweep);
  clearTimeout(cut);
}
