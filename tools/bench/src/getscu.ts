import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import type { DicomSource } from '@aiaa/annotator';

// Nagle's algorithm, which DCMTK leaves on, would hold up each of its answers.
const env = { ...process.env, TCP_NODELAY: '1' };
const run = promisify(execFile);

/** Has DCMTK's getscu retrieve a series into a folder, writing the bytes as they come (+B), as we do. */
export async function getscu(
  { calledAeTitle, host, port, studyUid, seriesUid }: DicomSource,
  folder: string,
): Promise<void> {
  const keys = [
    'QueryRetrieveLevel=SERIES',
    `StudyInstanceUID=${studyUid}`,
    `SeriesInstanceUID=${seriesUid}`,
  ];
  const query = keys.flatMap((key) => ['-k', key]);
  const largest = ['-pdu', '131072'];
  await run(
    'getscu',
    ['-S', '+B', ...largest, '-aec', calledAeTitle, '-od', folder, ...query, host, String(port)],
    { env },
  );
}

/** What it is, with its version; the time this takes is that of a process. */
export async function getscuVersion(): Promise<string> {
  const { stdout } = await run('getscu', ['--version'], { env });
  return `getscu of DCMTK ${/v\d+\.\d+\.\d+/.exec(stdout)?.[0] ?? 'of some version'}`;
}
