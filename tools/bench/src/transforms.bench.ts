import { join } from 'node:path';
import { writeImage } from '@aiaa/imaging-io';
import { inTempFolder } from './in-temp-folder.js';
import { startMonai } from './monai-peer.js';
import { ctLikePhantom } from './phantom.js';
import { median, writeResults } from './results.js';
import { timed } from './timed.js';
import { transformWorks } from './transform-works.js';

/**
 * Every hot transform on an abdominal CT, against the plainest thing to do with it: copying its voxels as float32.
 * With AIAA_BENCH_PYTHON naming an interpreter that has MONAI, MONAI does the same on the same voxels in turn.
 */
const ROUNDS = Number(process.argv[2] ?? 5);
const COPY = 'copying the scan';
const python = process.env['AIAA_BENCH_PYTHON'];

await inTempFolder(async (folder) => {
  const scan = ctLikePhantom();
  const path = join(folder, 'ct.nii');
  await writeImage(path, scan);
  const works = { [COPY]: () => new Float32Array(scan.voxels), ...transformWorks(scan) };
  const monai = python === undefined ? undefined : await startMonai(python, 'monai_transforms.py', [path]);
  const figures: Record<string, number> = {};
  const peerFigures: Record<string, number> = {};
  for (const [name, work] of Object.entries(works)) {
    const [ours, theirs] = await mediansOf(work, async () => Number(await monai?.ask(name)));
    figures[`${name}, ms`] = ours;
    figures[`${name} / copy`] = ours / figures[`${COPY}, ms`];
    peerFigures[`${name}: MONAI, ms`] = theirs;
    peerFigures[`${name}: MONAI / ours`] = theirs / ours;
  }
  writeResults('transforms', figures);
  if (monai === undefined) return;
  monai.close();
  writeResults('transforms-monai', peerFigures, monai.name);
});

/** Milliseconds of our work, and what the peer says of its own, in turn; the first round only warms up. */
async function mediansOf(work: () => unknown, ask: () => Promise<number>): Promise<[number, number]> {
  const [ours, theirs]: [number[], number[]] = [[], []];
  for (let round = 0; round <= ROUNDS; round++) {
    ours.push((await timed(work))[0]);
    theirs.push(await ask());
  }
  return [median(ours.slice(1)), median(theirs.slice(1))];
}
