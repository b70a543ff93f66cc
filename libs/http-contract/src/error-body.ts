import type { Fault } from '@aiaa/annotator';
import { asciiJson } from './ascii-json.js';

/**
 * The body of a refusal, as AIAA 4 wrote it: clients show it raw, so it is one short line of JSON. The
 * Python client prints the bytes as they are, hence ASCII.
 */
export const encodeFault = (fault: Fault): string =>
  `${asciiJson({ error: { message: [fault.message], type: fault.tag }, success: false })}\n`;
