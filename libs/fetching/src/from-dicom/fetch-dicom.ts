import { setTimeout as sleep } from 'node:timers/promises';
import type { DicomSource } from '@aiaa/annotator';
import { Cancelled } from '@aiaa/volume/errors';
import { checkedPeer } from '../dimse/checked-peer.js';
import type { ProposedContext } from '../dimse/contexts.js';
import type { DicomOptions } from '../dimse/dicom-options.js';
import { explainTrouble } from '../dimse/explain-trouble.js';
import { COMPRESSED_SYNTAXES } from '../dimse/transfer-syntaxes.js';
import { AssociationTrouble } from '../dimse/trouble.js';
import type { Call } from '../dimse/with-association.js';
import type { FetchContext, FetchedFile } from '../fetch-context.js';
import { judgeEnd } from './judge-end.js';
import { queryOf, type Query } from './query.js';
import { Receiver } from './receiver.js';
import { retrieve, type GetEnd } from './retrieve.js';
import { ALL_CONTEXTS, contextsFor } from './storage-contexts.js';

/**
 * Retrieves a series by C-GET (PS3.4, C.4.3): each instance as a file (PS3.10) with the bytes that the server sent, of
 * the series that is wanted alone, in the order in which they came. All of it or nothing: when it fails, no file is
 * left.
 * @throws AnnotationFailed (MalformedRequest) for keys, titles or addresses that are none; RemoteNotFound;
 * RemoteFailed also when a part could not be had; RemoteTimeout; LimitExceeded; Cancelled
 */
export async function fetchDicom(
  source: DicomSource,
  context: FetchContext,
  options: DicomOptions = {},
): Promise<readonly FetchedFile[]> {
  const { limits, signal } = context;
  const peer = checkedPeer(source, options);
  const query = queryOf(source);
  const receiver = new Receiver(context, query.seriesUid);
  const call = { peer, options, limits, signal, endsAt: performance.now() + limits.totalMilliseconds };
  try {
    const end = await retrieveAnyhow(call, query, receiver);
    judgeEnd(end, { peer, query, receiver });
    return receiver.files;
  } catch (error) {
    await receiver.discard();
    throw explainTrouble(error, peer, 'retrieve');
  }
}

/** DCMTK's dcmqrscp looks at one context of each class only: what it could not send, it can by another encoding. */
async function retrieveAnyhow(call: Call, query: Query, receiver: Receiver): Promise<GetEnd> {
  const first = await retrieveWhenFree(call, ALL_CONTEXTS, query, receiver);
  if (receiver.received > 0 || first.status === 0 || (first.failed ?? 0) === 0) return first;
  for (const syntax of COMPRESSED_SYNTAXES) {
    const end = await retrieveWhenFree(call, contextsFor(syntax), query, receiver);
    if (receiver.received > 0) return end;
  }
  return first;
}

const FIRST_WAIT_MILLISECONDS = 250;
const MOST_WAITS = 5;

/** A server with too many associations says so, and usually has room a moment later (PS3.8, 9.3.4: transient). */
async function retrieveWhenFree(
  call: Call,
  contexts: readonly ProposedContext[],
  query: Query,
  receiver: Receiver,
): Promise<GetEnd> {
  for (let waits = 0; ; waits++) {
    try {
      return await retrieve(call, contexts, query, receiver);
    } catch (error) {
      const wait = FIRST_WAIT_MILLISECONDS * 2 ** waits;
      const left = call.endsAt - performance.now();
      if (!isTransient(error) || waits === MOST_WAITS || wait >= left) throw error;
      await sleep(wait, undefined, call.signal ? { signal: call.signal } : {}).catch(() => {
        throw new Cancelled();
      });
    }
  }
}

const isTransient = (error: unknown): boolean =>
  error instanceof AssociationTrouble && error.trouble.kind === 'rejected' && error.trouble.result === 2;
