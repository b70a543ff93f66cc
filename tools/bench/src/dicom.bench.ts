import { join } from 'node:path';
import { readImage } from '@aiaa/imaging-io';
import {
  isInstalled,
  packSeries,
  rawSeries,
  runCommand,
  type Command,
  type PackedSeries,
} from './dicom-series.js';
import { inTempFolder } from './in-temp-folder.js';
import { median, writeResults } from './results.js';
import { timed } from './timed.js';

/**
 * Reading a DICOM series of 60 slices of 512 x 512 int16 in each transfer syntax, against the Debian program that
 * unpacks it: each in turn, in one run. Ours reads a file for each slice and makes a volume of them; theirs reads the
 * slices as the frames of one file and writes one, so that a process starts once, some milliseconds which count. The
 * files lie in the page cache.
 */
const ROUNDS = Number(process.argv[2] ?? 7);

interface Packing {
  readonly pack?: Command;
  readonly unpack: Command;
}

const PACKINGS: Readonly<Record<string, Packing>> = {
  raw: { unpack: ['gdcmconv', '--raw'] },
  RLE: { pack: ['dcmcrle'], unpack: ['dcmdrle'] },
  'JPEG lossless': { pack: ['dcmcjpeg', '+e1'], unpack: ['dcmdjpeg'] },
  'JPEG-LS': { pack: ['dcmcjpls', '+el'], unpack: ['dcmdjpls'] },
  'JPEG 2000': { pack: ['gdcmconv', '--j2k'], unpack: ['gdcmconv', '--raw'] },
};

await inTempFolder(async (folder) => {
  const raw = await rawSeries(join(folder, 'raw'));
  const figures: Record<string, number> = {};
  for (const [name, { pack, unpack }] of Object.entries(PACKINGS)) {
    const absent = await absentOf([unpack, ...(pack === undefined ? [] : [pack])]);
    if (absent !== undefined) {
      process.stdout.write(`${name} is left out: ${absent} is missing (Debian: dcmtk, libgdcm-tools).\n`);
      continue;
    }
    const series = pack === undefined ? raw : await packSeries(raw, join(folder, name), pack);
    const { ours, oursOfFrames, theirs } = await mediansOf(series, unpack, join(folder, 'unpacked.dcm'));
    figures[`${name}: ours, ms`] = ours;
    figures[`${name}: ours, one file of frames, ms`] = oursOfFrames;
    figures[`${name}: ${unpack.join(' ')}, ms`] = theirs;
    figures[`${name}: ours / ${unpack[0]}`] = ours / theirs;
  }
  writeResults('dicom', figures);
});

async function absentOf(commands: readonly Command[]): Promise<string | undefined> {
  for (const [program] of commands) if (!(await isInstalled(program))) return program;
  return undefined;
}

/** Milliseconds, in turn; the first round only warms up. */
async function mediansOf(
  { paths, frames }: PackedSeries,
  unpack: Command,
  to: string,
): Promise<Record<'ours' | 'oursOfFrames' | 'theirs', number>> {
  const times: [number[], number[], number[]] = [[], [], []];
  for (let round = 0; round <= ROUNDS; round++) {
    const works = [() => readImage(paths), () => readImage(frames), () => runCommand(unpack, frames, to)];
    for (const [at, work] of works.entries()) {
      const [milliseconds] = await timed<unknown>(work);
      if (round > 0) times[at].push(milliseconds);
    }
  }
  const [ours, oursOfFrames, theirs] = times.map(median);
  return { ours, oursOfFrames, theirs };
}
