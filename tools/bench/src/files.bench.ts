import { createReadStream, readFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createGunzip, gunzipSync } from 'node:zlib';
import { readImage, writeImage } from '@aiaa/imaging-io';
import { fileFixtures } from './file-fixtures.js';
import { inTempFolder } from './in-temp-folder.js';
import { peakBytesOfReading } from './peak-memory.js';
import { median, writeResults } from './results.js';

/**
 * Reading and writing files of the size of an abdominal CT, against what the runtime itself does with the same
 * bytes: each in turn, in one run. The files lie in the page cache.
 */
const ROUNDS = Number(process.argv[2] ?? 7);
await inTempFolder(run);

async function run(folder: string): Promise<void> {
  const files = await fileFixtures(folder);
  const { ct, mask, slice } = files;
  const bytes = ct.voxels.byteLength;
  const written = (name: string): string => join(folder, `written${name}`);
  const times = await medians({
    'read .nii.gz': () => readImage(files.niiGz),
    'gunzipSync of it, one chunk': () => inflateAtOnce(files.niiGz, bytes),
    'createGunzip of it, 1 MiB in, 4 MiB out': () => inflateAsStream(files.niiGz),
    'read .nrrd, gzip': () => readImage(files.nrrd),
    'read .nii': () => readImage(files.nii),
    'fs.readFile of it': () => readFile(files.nii),
    'read .png of 512 x 512': () => readImage(files.png),
    'write mask.nii.gz': () => writeImage(written('.nii.gz'), mask),
    'write mask.nrrd': () => writeImage(written('.nrrd'), mask),
    'write mask.nii': () => writeImage(written('.nii'), mask),
    'write ct.nii.gz': () => writeImage(written('-ct.nii.gz'), ct),
    'write .png of 512 x 512': () => writeImage(written('.png'), slice),
  });
  const peak = async (path: string): Promise<number> => (await peakBytesOfReading(path, 3)) / bytes;
  writeResults('files', {
    'megabytes of voxels': bytes / 1e6,
    ...Object.fromEntries(Object.entries(times).map(([what, ms]) => [`${what}, ms`, ms])),
    'read .nii.gz / gunzipSync': times['read .nii.gz'] / times['gunzipSync of it, one chunk'],
    'read .nii.gz / createGunzip': times['read .nii.gz'] / times['createGunzip of it, 1 MiB in, 4 MiB out'],
    'read .nii / fs.readFile': times['read .nii'] / times['fs.readFile of it'],
    'peak memory of reading .nii.gz / voxels': await peak(files.niiGz),
    'peak memory of reading .nii / voxels': await peak(files.nii),
    'peak memory of reading .nrrd / voxels': await peak(files.nrrd),
  });
}

/** Milliseconds of each, medians of rounds in turn; the first round only warms up. */
async function medians<Name extends string>(
  works: Readonly<Record<Name, () => unknown>>,
): Promise<Record<Name, number>> {
  const names = Object.keys(works) as Name[]; // the keys of a record are its key type
  const times = names.map((): number[] => []);
  for (let round = 0; round <= ROUNDS; round++) {
    for (const [at, name] of names.entries()) {
      const start = performance.now();
      await works[name]();
      if (round > 0) times[at].push(performance.now() - start);
    }
  }
  return Object.fromEntries(names.map((name, at) => [name, median(times[at])])) as Record<Name, number>; // of `names`
}

/** The fastest way that zlib has when the length is known before. */
function inflateAtOnce(path: string, voxelBytes: number): Uint8Array {
  return gunzipSync(readFileSync(path), { chunkSize: voxelBytes + 1024 });
}

async function inflateAsStream(path: string): Promise<number> {
  let bytes = 0;
  const packed = createReadStream(path, { highWaterMark: 1 << 20 });
  for await (const chunk of packed.pipe(createGunzip({ chunkSize: 4 << 20 }))) bytes += chunk.length;
  return bytes;
}
