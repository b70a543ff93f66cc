import { open } from 'node:fs/promises';
import { basename } from 'node:path';
import type { DicomPeer } from '@aiaa/annotator';
import type { FileOnDisk } from '@aiaa/imaging-io';
import { UnsupportedImage } from '@aiaa/volume/errors';
import { checkedPeer, type CheckedPeer } from '../dimse/checked-peer.js';
import { MOST_CONTEXTS, type ProposedContext } from '../dimse/contexts.js';
import type { DicomOptions } from '../dimse/dicom-options.js';
import { explainTrouble } from '../dimse/explain-trouble.js';
import { withAssociation, type OpenAssociation } from '../dimse/with-association.js';
import { RemoteFailed } from '../errors/remote-failed.js';
import type { SendContext } from '../send-context.js';
import { readFileMeta, type StoredInstance } from './read-file-meta.js';
import { storeInstance } from './store-instance.js';

interface Sendable {
  readonly file: FileOnDisk;
  readonly name: string;
  readonly instance: StoredInstance;
}

/**
 * Sends DICOM files to a server by C-STORE (PS3.4, B.2), each in its own encoding, its bytes as they are.
 * @throws UnsupportedImage for what is no DICOM file, before anything is sent; RemoteFailed when the server does not
 * take one of them, saying how many it had taken; RemoteTimeout; Cancelled;
 * AnnotationFailed (MalformedRequest) for titles or addresses that are none
 */
export async function storeDicom(
  files: readonly FileOnDisk[],
  peer: DicomPeer,
  context: SendContext,
  options: DicomOptions = {},
): Promise<void> {
  const { limits, signal } = context;
  const checked = checkedPeer(peer, options);
  const sendable: Sendable[] = [];
  for (const file of files) sendable.push(await lookAt(file));
  if (sendable.length === 0) return;
  const call = {
    peer: checked,
    options,
    limits,
    signal,
    endsAt: performance.now() + limits.totalMilliseconds,
  };
  try {
    await withAssociation(call, contextsOf(sendable), undefined, (association) =>
      storeAll(association, sendable, checked),
    );
  } catch (error) {
    throw explainTrouble(error, checked, 'store');
  }
}

async function lookAt(file: FileOnDisk): Promise<Sendable> {
  const name = file.name ?? basename(file.path);
  const handle = await open(file.path, 'r');
  try {
    return { file, name, instance: await readFileMeta(handle, name) };
  } finally {
    await handle.close();
  }
}

function contextsOf(sendable: readonly Sendable[]): readonly ProposedContext[] {
  const contexts = new Map(
    sendable.map(({ instance: { sopClassUid, transferSyntaxUid } }) => [
      `${sopClassUid} ${transferSyntaxUid}`,
      { abstractSyntax: sopClassUid, transferSyntaxes: [transferSyntaxUid] },
    ]),
  );
  if (contexts.size > MOST_CONTEXTS)
    throw new UnsupportedImage(
      `The files are of ${contexts.size} kinds and encodings, more than fit into one association: send fewer at once.`,
    );
  return [...contexts.values()];
}

async function storeAll(
  association: OpenAssociation,
  sendable: readonly Sendable[],
  peer: CheckedPeer,
): Promise<void> {
  for (const [taken, one] of sendable.entries()) {
    const why = await store(association, one);
    if (why === undefined) continue;
    throw new RemoteFailed(
      `${peer.calledAeTitle} at ${peer.host}:${peer.port} did not take ${one.name} (${why}), after ${taken} of ${sendable.length} files that it took: its log says why.`,
    );
  }
}

/** Why it was not taken. */
async function store(
  association: OpenAssociation,
  { file, instance }: Sendable,
): Promise<string | undefined> {
  const { sopClassUid, transferSyntaxUid } = instance;
  const context = association.contexts.find(
    (one) => one.abstractSyntax === sopClassUid && one.transferSyntax === transferSyntaxUid,
  );
  if (!context) return `it does not accept class ${sopClassUid} in transfer syntax ${transferSyntaxUid}`;
  const status = await storeInstance(association, context.id, file, instance);
  // Bxxx are warnings: it was stored, with something changed (PS3.4, table B.2-1).
  return status === 0 || (status & 0xf000) === 0xb000
    ? undefined
    : `status ${status.toString(16).toUpperCase().padStart(4, '0')}H`;
}
