/** Does work that Ctrl-C cancels by its signal, so that nothing half done is left behind; a second Ctrl-C kills. */
export async function untilInterrupted<T>(work: (signal: AbortSignal) => Promise<T>): Promise<T> {
  const interrupted = new AbortController();
  const stop = (): void => interrupted.abort();
  process.once('SIGINT', stop);
  try {
    return await work(interrupted.signal);
  } finally {
    process.off('SIGINT', stop);
  }
}
