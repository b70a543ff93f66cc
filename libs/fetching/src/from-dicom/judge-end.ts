import type { CheckedPeer } from '../dimse/checked-peer.js';
import { RemoteFailed } from '../errors/remote-failed.js';
import { RemoteNotFound } from '../errors/remote-not-found.js';
import type { Query } from './query.js';
import type { Receiver } from './receiver.js';
import type { GetEnd } from './retrieve.js';

interface Retrieval {
  readonly peer: CheckedPeer;
  readonly query: Query;
  readonly receiver: Receiver;
}

/** Sub-operations are over, one or more with a warning or a failure (PS3.4, table C.4-3). */
const WITH_WARNINGS = 0xb000;

/**
 * Says what is wrong with the end of a C-GET, when something is: what did not come at all, and what came in part.
 * @throws RemoteNotFound, RemoteFailed
 */
export function judgeEnd(end: GetEnd, { peer, query, receiver }: Retrieval): void {
  const name = `${peer.calledAeTitle} at ${peer.host}:${peer.port}`;
  const { received } = receiver;
  const failed = end.failed ?? 0;
  const missing = Math.max(failed, (end.completed ?? 0) - received);
  const good = end.status === 0 || end.status === WITH_WARNINGS;
  if (received > 0 && (!good || missing > 0)) throw partial(name, query, { end, received, missing });
  if (received > 0) {
    if (receiver.files.length > 0) return;
    throw new RemoteNotFound(
      `${name} sent ${received} instances, none of them of ${query.what}: check the UIDs.`,
    );
  }
  if (failed > 0)
    throw new RemoteFailed(
      `${name} could send none of the ${failed} instances of ${query.what}${saying(end)}: it may lack a storage context for them or their encoding, or give wado_url to fetch by DICOMweb.`,
    );
  if (end.status === 0 || (isUnable(end.status) && end.comment === undefined))
    throw new RemoteNotFound(
      `${name} has nothing of ${query.what}${end.status === 0 ? '' : `, or cannot send it${saying(end)}`}: check the UIDs and the patient_id.`,
    );
  throw new RemoteFailed(
    `${name} failed to send ${query.what}${saying(end)}: its log says why, or give wado_url to fetch by DICOMweb.`,
  );
}

/** Unable to process: how Orthanc says also that there is no such series. */
const isUnable = (status: number): boolean => (status & 0xf000) === 0xc000;

const saying = ({ status, comment }: GetEnd): string =>
  ` (status ${status.toString(16).toUpperCase().padStart(4, '0')}H${comment === undefined ? '' : `, "${comment}"`})`;

interface Part {
  readonly end: GetEnd;
  readonly received: number;
  readonly missing: number;
}

const partial = (name: string, { what }: Query, { end, received, missing }: Part): RemoteFailed =>
  new RemoteFailed(
    `${name} sent ${received} instances of ${what} and failed with ${missing > 0 ? missing : 'the rest'}${saying(end)}: try again, or give wado_url to fetch by DICOMweb.`,
  );
