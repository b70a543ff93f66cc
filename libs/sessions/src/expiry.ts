export interface ExpiryBounds {
  /** No session lives longer unused. */
  readonly ceilingSeconds: number;
  /** For whoever asks for none. */
  readonly defaultSeconds: number;
}

/**
 * How long a session lives unused, in seconds: min(ceiling, asked), as the AIAA clients document it. Absent, 0,
 * negative and NaN ask for nothing and get the default, which the ceiling binds as well.
 */
export const effectiveExpiry = (asked: number | undefined, bounds: ExpiryBounds): number =>
  Math.min(bounds.ceilingSeconds, asked !== undefined && asked > 0 ? asked : bounds.defaultSeconds);

/** What the end of a session hangs on. */
export interface Life {
  /** Milliseconds since 1970, by the clock of the server that was used. */
  readonly lastUsedAt: number;
  readonly expirySeconds: number;
}

/** A use in the future, left by a clock that jumped back since or by a faster server's, has not expired. */
export const isExpired = ({ lastUsedAt, expirySeconds }: Life, now: number): boolean =>
  now - lastUsedAt >= expirySeconds * 1000;

/** The most often that a use is written down. */
const TOUCH_EVERY_MS = 10_000;
/** Of a short life it is written down ten times as well, lest it end much before its time. */
const TOUCHES_PER_LIFE = 10;

/** Whether a use at `now` is worth writing down; also when the last one lies in the future, which puts it right. */
export function isTouchDue({ lastUsedAt, expirySeconds }: Life, now: number): boolean {
  const interval = Math.min(TOUCH_EVERY_MS, (expirySeconds * 1000) / TOUCHES_PER_LIFE);
  return now < lastUsedAt || now - lastUsedAt >= interval;
}
