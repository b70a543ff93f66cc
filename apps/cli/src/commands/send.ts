import { Command } from 'commander';
import type { DicomPeer } from '@aiaa/annotator';
import { DEFAULT_FETCH_LIMITS, DEFAULT_URL_POLICY, readTls, storeDicom, storeDicomWeb } from '@aiaa/fetching';
import { parsePeerName, peerOf, tlsFilesOf, withDicomOptions, type DicomFlags } from '../dicom-options.js';
import { findFiles } from '../find-files.js';
import { untilInterrupted } from '../until-interrupted.js';
import { UsageProblem } from '../usage-problem.js';
import { webRequestOf, withWebOptions, type WebFlags } from '../web-options.js';

interface SendOptions extends DicomFlags, WebFlags {
  readonly to?: DicomPeer;
  readonly wado_url?: string;
}

/** `aiaa send mask.dcm --to AE@host:port`: results back into a PACS. */
export const sendCommand = (): Command =>
  withWebOptions(
    withDicomOptions(
      new Command('send')
        .description('send DICOM files to a DICOM server (C-STORE) or a DICOMweb server (STOW-RS)')
        .argument('<files...>', 'DICOM files, or folders of them')
        .option('--to <server>', 'a DICOM server, as AE@host:port', parsePeerName)
        .option('--wado_url <url>', 'a DICOMweb server, such as https://pacs/dicom-web'),
    ),
  ).action(send);

async function send(paths: readonly string[], options: SendOptions): Promise<void> {
  const deliver = delivery(options);
  const files = await findFiles(paths);
  await untilInterrupted((signal) => deliver.run(files, signal));
  process.stdout.write(`Sent ${files.length === 1 ? '1 file' : `${files.length} files`} to ${deliver.to}.\n`);
}

interface Delivery {
  readonly to: string;
  run(files: Awaited<ReturnType<typeof findFiles>>, signal: AbortSignal): Promise<unknown>;
}

/** @throws UsageProblem unless one server is named, and one only. */
function delivery(options: SendOptions): Delivery {
  const { to, wado_url: url } = options;
  const limits = DEFAULT_FETCH_LIMITS;
  if (to !== undefined && url === undefined) {
    const peer = peerOf(to, options);
    const tlsFiles = tlsFilesOf(options);
    return {
      to: `${peer.calledAeTitle} at ${peer.host}:${peer.port}`,
      run: async (files, signal) =>
        storeDicom(files, peer, { limits, signal }, { tls: await readTls(tlsFiles) }),
    };
  }
  if (url !== undefined && to === undefined) {
    const target = { url, ...webRequestOf(options) };
    return {
      to: url,
      run: (files, signal) => storeDicomWeb(files, target, { limits, policy: DEFAULT_URL_POLICY, signal }),
    };
  }
  throw new UsageProblem('Say where to send it: --to AE@host:port, or --wado_url URL.');
}
