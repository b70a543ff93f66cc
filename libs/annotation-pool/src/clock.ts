/** Time, as the pool sees it: a test passes one that it winds itself. */
export interface Clock {
  /** Calls back once, after so many milliseconds; the answer takes that back. */
  after(milliseconds: number, callback: () => void): () => void;
}

export const systemClock: Clock = {
  after(milliseconds, callback) {
    const timer = setTimeout(callback, milliseconds);
    return () => clearTimeout(timer);
  },
};
