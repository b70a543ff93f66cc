import { deviceOf, type Annotator, type DeviceResult } from '@aiaa/annotator';
import type { Logger } from 'pino';

/** Where networks run, as soon as a worker has found out. */
export type DeviceFacts = Pick<DeviceResult, 'device' | 'reason'>;

export interface DeviceWatch {
  /** Undefined until it is known. */
  current(): DeviceFacts | undefined;
  /** Rejects when the device that was named is not there, or the server stops before. */
  readonly known: Promise<void>;
}

/** Asks the workers, and tells the log. */
export function askDevice(annotator: Annotator, log: Logger): DeviceWatch {
  let facts: DeviceFacts | undefined;
  const watch = { signal: new AbortController().signal, report: () => undefined };
  const known = annotator.annotate({ kind: 'device' }, watch).then((result) => {
    const { device, reason } = deviceOf(result);
    facts = { device, ...(reason === undefined ? {} : { reason }) };
    log.info(facts, `networks run on ${device}${reason === undefined ? '' : `; ${reason}`}`);
  });
  known.catch(() => undefined); // who must have it awaits it
  return { current: () => facts, known };
}
