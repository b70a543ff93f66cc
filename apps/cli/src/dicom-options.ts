import type { DicomPeer } from '@aiaa/annotator';
import { parsePeer } from '@aiaa/fetching';
import { InvalidArgumentError, type Command } from 'commander';

/** The flags of every command that talks to a DICOM server. */
export interface DicomFlags {
  readonly calling_ae_title?: string;
  readonly tls?: boolean;
}

export const withDicomOptions = (command: Command): Command =>
  command
    .option('--calling_ae_title <title>', 'what we call ourselves (default: AIAA)')
    .option('--tls', 'over TLS');

/** The server that a person means, by `AE@host:port` and the flags. */
export const peerOf = (peer: DicomPeer, { calling_ae_title, tls }: DicomFlags): DicomPeer => ({
  ...peer,
  ...(calling_ae_title === undefined ? {} : { callingAeTitle: calling_ae_title }),
  ...(tls === undefined ? {} : { tls }),
});

/** @throws InvalidArgumentError, which commander turns into a sentence. */
export function parsePeerName(text: string): DicomPeer {
  try {
    return parsePeer(text);
  } catch (error) {
    throw new InvalidArgumentError(error instanceof Error ? error.message : String(error));
  }
}
