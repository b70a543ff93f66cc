/** Time, as a store sees it: a test passes one that it winds itself. */
export interface Clock {
  /** Milliseconds since 1970. */
  now(): number;
  /** Calls back once, after so many milliseconds; the answer takes that back. */
  after(milliseconds: number, callback: () => void | Promise<void>): () => void;
}

/** Its timers hold no process back from ending. */
export const systemClock: Clock = {
  now: () => Date.now(),
  after(milliseconds, callback) {
    const timer = setTimeout(() => void callback(), milliseconds).unref();
    return () => clearTimeout(timer);
  },
};
