import type { Guidance } from './guided-step.js';

/** The clicks that lie on one slice. */
export const clicksOnSlice = (guidance: Guidance, slice: number): Guidance =>
  guidance.map((clicks) => clicks.filter(([, , z]) => z === slice));
