import type { Clock } from './clock.js';
import type { ExpiryBounds } from './expiry.js';
import type { Quota } from './quota.js';
import type { Staging } from './staging.js';

/** What the verbs of a folder of sessions work with. */
export interface SessionHome {
  readonly folder: string;
  readonly staging: Staging;
  readonly quota: Quota;
  readonly bounds: ExpiryBounds;
  readonly clock: Clock;
  readonly swept: (id: string) => void;
  readonly log: (line: string) => void;
}
