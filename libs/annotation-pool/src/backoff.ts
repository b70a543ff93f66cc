const FIRST_MS = 100;
const LONGEST_MS = 30_000;

/**
 * How long to wait before a worker is started anew, in milliseconds: no time after it died at work, then
 * twice as long after each start that came to nothing, 30 s at most.
 */
export const backoff = (failedStarts: number): number =>
  failedStarts === 0 ? 0 : Math.min(FIRST_MS * 2 ** (failedStarts - 1), LONGEST_MS);
