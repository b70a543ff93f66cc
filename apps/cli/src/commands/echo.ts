import { Command } from 'commander';
import type { DicomPeer } from '@aiaa/annotator';
import { DEFAULT_FETCH_LIMITS, echoDicom, readTls } from '@aiaa/fetching';
import { parsePeerName, peerOf, tlsFilesOf, withDicomOptions, type DicomFlags } from '../dicom-options.js';
import { untilInterrupted } from '../until-interrupted.js';

/** `aiaa echo AE@host:port`: whether a DICOM server is there and talks to us. */
export const echoCommand = (): Command =>
  withDicomOptions(
    new Command('echo')
      .description('ask a DICOM server whether it is there and talks to us')
      .argument('<server>', 'the server, as AE@host:port', parsePeerName),
  ).action(echo);

async function echo(server: DicomPeer, flags: DicomFlags): Promise<void> {
  const peer = peerOf(server, flags);
  const tls = await readTls(tlsFilesOf(flags));
  const begun = performance.now();
  await untilInterrupted((signal) => echoDicom(peer, { limits: DEFAULT_FETCH_LIMITS, signal }, { tls }));
  const milliseconds = Math.round(performance.now() - begun);
  process.stdout.write(
    `${peer.calledAeTitle} at ${peer.host}:${peer.port} answers, in ${milliseconds} ms.\n`,
  );
}
