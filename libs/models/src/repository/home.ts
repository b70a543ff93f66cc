import type { ReadLimits } from '@aiaa/imaging-io';
import type { Staging } from './staging.js';

/** What may go wrong, or be cut short, one after the other; specs stop here. */
export type StepName = 'stage' | 'assemble' | 'prove' | 'flush' | 'enter' | 'commit' | 'dispose';

/** Calls `work` after some milliseconds, unless it is cancelled first. */
export type Schedule = (milliseconds: number, work: () => void) => () => void;

/** What a spec replaces. */
export interface Internals {
  readonly now: () => number;
  readonly schedule: Schedule;
  /** Called before each step; what it throws is thrown there. */
  readonly step: (name: StepName) => void;
}

/** Where the models of a workspace live, and what they are kept with. */
export interface Home extends Internals {
  readonly workspace: string;
  /** The folder of the models' folders. */
  readonly folder: string;
  readonly staging: Staging;
  readonly log: (line: string) => void;
  /** How long files stay after nobody here needs them, because other servers may. */
  readonly graceMilliseconds: number;
  readonly archiveLimits?: ReadLimits;
}
