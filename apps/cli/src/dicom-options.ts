import type { DicomPeer } from '@aiaa/annotator';
import { parsePeer, type TlsFiles } from '@aiaa/fetching';
import { InvalidArgumentError, type Command } from 'commander';
import { UsageProblem } from './usage-problem.js';

/** The flags of every command that talks to a DICOM server. */
export interface DicomFlags {
  readonly calling_ae_title?: string;
  readonly tls?: boolean;
  readonly tls_ca?: string;
  readonly tls_cert?: string;
  readonly tls_key?: string;
}

export const withDicomOptions = (command: Command): Command =>
  command
    .option('--calling_ae_title <title>', 'what we call ourselves (default: AIAA)')
    .option('--tls', 'over TLS')
    .option('--tls_ca <file>', 'whom to trust, in PEM (default: the authorities of the system)')
    .option('--tls_cert <file>', 'our certificate, for servers that ask who we are')
    .option('--tls_key <file>', 'its key');

/** The server that a person means, by `AE@host:port` and the flags. */
export const peerOf = (
  peer: DicomPeer,
  { calling_ae_title, tls, tls_ca, tls_cert }: DicomFlags,
): DicomPeer => ({
  ...peer,
  ...(calling_ae_title === undefined ? {} : { callingAeTitle: calling_ae_title }),
  ...((tls ?? tls_ca ?? tls_cert) !== undefined ? { tls: true } : {}),
});

/** Where what TLS needs lies. @throws UsageProblem for a certificate without a key, or a key without a certificate */
export function tlsFilesOf({ tls_ca: ca, tls_cert: cert, tls_key: key }: DicomFlags): TlsFiles {
  if ((cert === undefined) !== (key === undefined))
    throw new UsageProblem('A certificate and its key go together: name both, by --tls_cert and --tls_key.');
  return { ca, cert, key };
}

/** @throws InvalidArgumentError, which commander turns into a sentence. */
export function parsePeerName(text: string): DicomPeer {
  try {
    return parsePeer(text);
  } catch (error) {
    throw new InvalidArgumentError(error instanceof Error ? error.message : String(error));
  }
}
