import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { writeImage } from '@aiaa/imaging-io';
import { channelOf, makeVolume, voxelCount, type Volume } from '@aiaa/volume';
import { ctLikePhantom } from './phantom.js';

/** What the file benches read and write: a CT, its mask and one slice; and where the files of the CT and slice lie. */
export interface FileFixtures {
  readonly ct: Volume;
  readonly mask: Volume;
  readonly slice: Volume;
  /** As scanners' tools leave it: zlib's own level, 6. */
  readonly niiGz: string;
  readonly nii: string;
  readonly nrrd: string;
  readonly png: string;
}

export async function fileFixtures(folder: string): Promise<FileFixtures> {
  const ct = ctLikePhantom();
  const { voxels, size, affine } = ct;
  const mask = makeVolume({
    voxels: Uint8Array.from(voxels, (value) => (value > 100 ? 1 : 0)),
    size,
    affine,
  });
  const paths = {
    niiGz: join(folder, 'ct.nii.gz'),
    nii: join(folder, 'ct.nii'),
    nrrd: join(folder, 'ct.nrrd'),
    png: join(folder, 'slice.png'),
  };
  const slice = sliceOf(ct);
  await writeImage(paths.nii, ct);
  writeFileSync(paths.niiGz, gzipSync(readFileSync(paths.nii)));
  await writeImage(paths.nrrd, ct);
  await writeImage(paths.png, slice);
  return { ct, mask, slice, ...paths };
}

/** The middle slice, as a window of 8 bits. */
function sliceOf(ct: Volume): Volume {
  const [x, y, z] = ct.size;
  const count = voxelCount([x, y, 1]);
  const start = Math.floor(z / 2) * count;
  const window = Uint8Array.from(channelOf(ct, 0).subarray(start, start + count), (value) =>
    Math.min(Math.max((value + 160) / 1.6, 0), 255),
  );
  return makeVolume({ voxels: window, size: [x, y, 1], affine: ct.affine });
}
