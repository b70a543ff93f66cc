import { join } from 'node:path';
import { writeImage } from '@aiaa/imaging-io';
import { inTempFolder } from './in-temp-folder.js';
import { peakBytesOf } from './peak-memory.js';
import { ctLikePhantom } from './phantom.js';
import { writeFiveClassModel } from './five-class-model.js';
import { writeResults } from './results.js';

/**
 * The most memory that one segmentation into five classes needs, file in to mask out, on a grid of 1.5 mm by windows of
 * 96^3, beyond what its network needs: each in fresh processes.
 */
const PROCESSES = Number(process.argv[2] ?? 3);
const SIZE = [512, 512, 150] as const;
await inTempFolder(async (folder) => {
  await writeImage(join(folder, 'ct.nii.gz'), ctLikePhantom(SIZE));
  const even = await writeFiveClassModel(folder, 'constant');
  const gaussian = await writeFiveClassModel(folder, 'gaussian');
  const network = await megabytesOf('network-alone', even);
  writeResults('memory', {
    'megabytes of voxels, in': (SIZE[0] * SIZE[1] * SIZE[2] * Int16Array.BYTES_PER_ELEMENT) / 1e6,
    'network alone on one window, MB': network,
    'a request beyond its network, windows weigh the same, MB':
      (await megabytesOf('request-alone', even)) - network,
    'a request beyond its network, Gaussian windows, MB':
      (await megabytesOf('request-alone', gaussian)) - network,
  });
});

async function megabytesOf(program: string, model: string): Promise<number> {
  return (await peakBytesOf(program, model, PROCESSES)) / 1e6;
}
