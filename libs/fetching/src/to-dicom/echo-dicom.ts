import type { DicomPeer } from '@aiaa/annotator';
import { checkedPeer } from '../dimse/checked-peer.js';
import { CEchoRequest } from '../dimse/dcmjs-dimse.js';
import type { DicomOptions } from '../dimse/dicom-options.js';
import { explainTrouble } from '../dimse/explain-trouble.js';
import { UNCOMPRESSED_SYNTAXES } from '../dimse/transfer-syntaxes.js';
import { AssociationTrouble } from '../dimse/trouble.js';
import { withAssociation, type OpenAssociation } from '../dimse/with-association.js';
import { RemoteFailed } from '../errors/remote-failed.js';
import type { SendContext } from '../send-context.js';

const VERIFICATION = '1.2.840.10008.1.1';

/**
 * Asks a server whether it is there and talks to us: C-ECHO (PS3.4, A.4).
 * @throws RemoteFailed, RemoteTimeout, Cancelled; AnnotationFailed (MalformedRequest) for titles or addresses that are
 * none
 */
export async function echoDicom(
  peer: DicomPeer,
  { limits, signal }: SendContext,
  options: DicomOptions = {},
): Promise<void> {
  const checked = checkedPeer(peer, options);
  const endsAt = performance.now() + limits.totalMilliseconds;
  const contexts = [{ abstractSyntax: VERIFICATION, transferSyntaxes: UNCOMPRESSED_SYNTAXES }];
  const status = await withAssociation(
    { peer: checked, options, limits, signal, endsAt },
    contexts,
    undefined,
    echo,
  ).catch((error: unknown) => {
    throw explainTrouble(error, checked, 'echo');
  });
  if (status !== 0)
    throw new RemoteFailed(
      `${checked.calledAeTitle} at ${checked.host}:${checked.port} is there, and answers a C-ECHO with status ${status}.`,
    );
}

function echo({ contexts, send }: OpenAssociation): Promise<number> {
  const [context] = contexts;
  if (!context) throw new AssociationTrouble({ kind: 'no context', service: 'C-ECHO' });
  return new Promise((resolve) =>
    send(context.id, new CEchoRequest(), (response) => resolve(response.getStatus())),
  );
}
