import { execFile } from 'node:child_process';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { dicomSeries, enhancedDicom, type DicomElement } from '@aiaa/imaging-io/testing';
import { ctLikePhantom } from './phantom.js';

/** One series in one transfer syntax. */
export interface PackedSeries {
  /** One file for each slice. */
  readonly paths: readonly string[];
  /** The same slices as the frames of one file. */
  readonly frames: string;
}

/** A program of Debian's dcmtk or libgdcm-tools, and its arguments before two files. */
export type Command = readonly [program: string, ...args: readonly string[]];

export const runCommand = ([program, ...args]: Command, from: string, to: string): Promise<unknown> =>
  promisify(execFile)(program, [...args, from, to]);

const SLICES = 60;
const SIDE = 512;

/** An abdominal CT as DICOM, uncompressed: 60 slices of 512 x 512 int16. */
export async function rawSeries(folder: string): Promise<PackedSeries> {
  const { voxels } = ctLikePhantom([SIDE, SIDE, SLICES]);
  const bytes = new Uint8Array(voxels.buffer, voxels.byteOffset, voxels.byteLength);
  const plane = bytes.length / SLICES;
  await mkdir(folder);
  // A voxel each, in whose place the pixels are put.
  const series = { size: [1, 1, SLICES], signed: true } as const;
  const paths: string[] = [];
  for (let z = 0; z < SLICES; z++) {
    const elements = [
      { tag: 0x00080018, vr: 'UI', value: `2.25.22.${z + 1}` },
      ...pixels(bytes.subarray(z * plane, (z + 1) * plane)),
    ];
    const [file] = dicomSeries({ ...series, slices: [z], elements });
    paths.push(join(folder, `${z}.dcm`));
    await writeFile(paths[z], file.bytes);
  }
  const frames = join(folder, 'frames.dcm');
  await writeFile(frames, enhancedDicom({ ...series, elements: pixels(bytes) }).bytes);
  return { paths, frames };
}

const pixels = (value: Uint8Array): readonly DicomElement[] => [
  { tag: 0x00280010, vr: 'US', value: [SIDE] },
  { tag: 0x00280011, vr: 'US', value: [SIDE] },
  { tag: 0x7fe00010, vr: 'OW', value },
];

/** The same series, packed by a program. */
export async function packSeries(raw: PackedSeries, folder: string, pack: Command): Promise<PackedSeries> {
  await mkdir(folder);
  const paths = raw.paths.map((_, z) => join(folder, `${z}.dcm`));
  for (const [z, path] of paths.entries()) await runCommand(pack, raw.paths[z], path);
  const frames = join(folder, 'frames.dcm');
  await runCommand(pack, raw.frames, frames);
  return { paths, frames };
}

/** The programs answer to this; without them there is nothing to compare with. */
export const isInstalled = (program: string): Promise<boolean> =>
  promisify(execFile)(program, ['--version']).then(
    () => true,
    () => false,
  );
