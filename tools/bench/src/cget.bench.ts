import { mkdtemp, readdir, stat, truncate } from 'node:fs/promises';
import { join } from 'node:path';
import type { DicomSource } from '@aiaa/annotator';
import { DEFAULT_FETCH_LIMITS, fetchDicom } from '@aiaa/fetching';
import { startDicomServers, type DicomServer } from './dicom-servers.js';
import { getscu, getscuVersion } from './getscu.js';
import { inTempFolder } from './in-temp-folder.js';
import { peakOf } from './peak-memory.js';
import { median, writeResults } from './results.js';
import { SLICE_BYTES, storeSeries } from './store-series.js';
import { timed } from './timed.js';

/**
 * Fetching a CT series by C-GET from Orthanc and from DCMTK's dcmqrscp into a new folder, against DCMTK's getscu:
 * in turn, in one run, on one machine. Each as who uses it waits for it: of ours the call, in a process that runs
 * already; of getscu the process, whose start and end are given alone too.
 */
const ROUNDS = Number(process.argv[2] ?? 15);
const PROCESSES = 3;
const SLICES = 140;
const MANY_SLICES = 500;

const WAYS = {
  ours: (series: DicomSource, folder: string): Promise<unknown> =>
    fetchDicom(series, { folder, limits: DEFAULT_FETCH_LIMITS }),
  getscu,
};
const NAMES = ['ours', 'getscu'] as const;

await inTempFolder(run);

async function run(folder: string): Promise<void> {
  const peer = await getscuVersion().catch(() => undefined);
  const { orthanc, dcmqrscp, stop } = await startDicomServers(folder);
  try {
    if (peer === undefined || !orthanc || !dcmqrscp) {
      process.stderr.write('This needs getscu, dcmqrscp and Orthanc: apt-get install dcmtk orthanc\n');
      process.exitCode = 1;
      return;
    }
    const figures = {
      slices: SLICES,
      megabytes: (SLICES * SLICE_BYTES) / 1e6,
      'start and end of getscu alone, ms': await medianOfStarting(),
      ...(await compare('Orthanc', orthanc, folder)),
      ...(await compare('dcmqrscp', dcmqrscp, folder)),
    };
    writeResults('cget', figures, peer);
  } finally {
    stop();
  }
}

async function compare(
  name: string,
  server: DicomServer,
  folder: string,
): Promise<Readonly<Record<string, number>>> {
  const times = await timesOf(await storeSeries(server, SLICES), folder);
  const [ours, theirs] = [median(times.ours), median(times.getscu)];
  const pairs = times.ours.map((milliseconds, round) => (times.getscu[round] ?? NaN) / milliseconds);
  const many = JSON.stringify(await storeSeries(server, MANY_SLICES));
  const peaks: number[] = [];
  for (let round = 0; round < PROCESSES; round++) peaks.push(await peakOf('fetch-alone', many));
  return {
    [`${name}: ours, ms`]: ours,
    [`${name}: getscu, ms`]: theirs,
    [`${name}: rate of ours / of getscu`]: theirs / ours,
    [`${name}: the same of each round, median`]: median(pairs),
    [`${name}: peak of a process that fetches ${MANY_SLICES} slices, MB`]: median(peaks) / 1e6,
  };
}

/** Milliseconds of each round; the first only warms up. */
async function timesOf(series: DicomSource, folder: string): Promise<Record<keyof typeof WAYS, number[]>> {
  const times: Record<keyof typeof WAYS, number[]> = { ours: [], getscu: [] };
  for (let round = 0; round <= ROUNDS; round++) {
    for (const name of NAMES) {
      const into = await mkdtemp(join(folder, 'fetched-'));
      const [milliseconds] = await timed(() => WAYS[name](series, into));
      await emptyAll(into);
      if (round > 0) times[name].push(milliseconds);
    }
  }
  return times;
}

/**
 * Leaves the files, but nothing in them: ext4 looks at each inode that was freed in the last minutes before it gives a
 * new one, which would be most of what is measured next.
 */
async function emptyAll(folder: string): Promise<void> {
  const paths = (await readdir(folder)).map((name) => join(folder, name));
  const sizes = await Promise.all(paths.map(async (path) => (await stat(path)).size));
  await Promise.all(paths.map((path) => truncate(path)));
  const whole = sizes.filter((size) => size > SLICE_BYTES).length;
  if (whole !== SLICES) throw new Error(`${whole} of ${SLICES} slices came.`);
}

async function medianOfStarting(): Promise<number> {
  const times: number[] = [];
  for (let round = 0; round < ROUNDS; round++) times.push((await timed(getscuVersion))[0]);
  return median(times);
}
