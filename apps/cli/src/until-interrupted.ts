/** Does work that Ctrl-C or SIGTERM cancels by its signal, so that nothing half done is left behind; a second one kills. */
export async function untilInterrupted<T>(work: (signal: AbortSignal) => Promise<T>): Promise<T> {
  const interrupted = new AbortController();
  const stop = (): void => interrupted.abort();
  for (const signal of SIGNALS) process.once(signal, stop);
  try {
    return await work(interrupted.signal);
  } finally {
    for (const signal of SIGNALS) process.off(signal, stop);
  }
}

const SIGNALS = ['SIGINT', 'SIGTERM'] as const;
