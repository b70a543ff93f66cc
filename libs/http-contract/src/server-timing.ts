import type { StageTiming } from '@aiaa/annotator';

/** How long each stage took, in milliseconds, as the header `Server-Timing` has it (https://www.w3.org/TR/server-timing/). */
export const serverTiming = (timings: readonly StageTiming[]): string =>
  timings.map(({ stage, milliseconds }) => `${token(stage)};dur=${milliseconds.toFixed(1)}`).join(', ');

/** What is no character of a token (RFC 9110, 5.6.2) becomes a hyphen. */
const token = (stage: string): string => stage.replace(/[^\w!#$%&'*+.^`|~-]/g, '-');
