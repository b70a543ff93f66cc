import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { readImage } from '../read-image.js';
import { metaImageBytes } from '../testing/metaimage-bytes.js';
import { niftiBytes } from '../testing/nifti-bytes.js';
import { temporaryFolder, type TemporaryFolder } from '../testing/temporary-folder.js';
import { withCompanions } from './with-companions.js';

let folder: TemporaryFolder;
beforeEach(async () => void (folder = await temporaryFolder()));
afterEach(() => folder.remove());

const img = new Uint8Array(48).fill(1);
const hdr = niftiBytes({ magic: 'ni1\0', voxOffset: 0 }).subarray(0, 348);
const mhd = metaImageBytes({ ElementDataFile: '/elsewhere/scan.raw' }, Buffer.of());

const CONTENTS: Readonly<Record<string, Uint8Array>> = {
  'scan.hdr': hdr,
  'SCAN.HDR': hdr,
  'scan.hdr.gz': gzipSync(hdr),
  'scan.img': img,
  'scan.Img': img,
  'scan.img.gz': gzipSync(img),
  'scan.mhd': mhd,
  'größe 頭.mhd': metaImageBytes({ ElementDataFile: 'größe 頭.raw' }, Buffer.of()),
  'größe 頭.raw': img,
  'scan.mha': metaImageBytes(),
  'scan.raw': img,
  'scan.raw.gz': gzipSync(img),
  'scan.nii': niftiBytes(),
  'other.img': img,
};

describe('the file, and what it needs beside it', () => {
  it.each<[string, readonly string[], readonly string[]]>([
    ['scan.hdr', ['scan.img'], ['scan.img']],
    ['scan.img', ['scan.hdr'], ['scan.hdr']],
    ['scan.hdr.gz', ['scan.img.gz'], ['scan.img.gz']],
    ['scan.img.gz', ['scan.hdr.gz'], ['scan.hdr.gz']],
    ['scan.hdr', ['scan.img.gz'], ['scan.img.gz']],
    ['scan.img.gz', ['scan.hdr'], ['scan.hdr']],
    ['scan.hdr', ['scan.img', 'scan.img.gz'], ['scan.img']],
    ['scan.hdr.gz', ['scan.img', 'scan.img.gz'], ['scan.img.gz']],
    ['SCAN.HDR', ['scan.Img'], ['scan.Img']],
    ['scan.hdr', ['other.img'], []],
    ['scan.hdr', [], []],
    ['scan.mhd', ['scan.raw', 'scan.img'], ['scan.raw']],
    ['scan.mhd', ['scan.raw.gz'], ['scan.raw.gz']],
    ['scan.mhd', ['scan.img'], []],
    ['größe 頭.mhd', ['größe 頭.raw'], ['größe 頭.raw']],
    ['scan.mha', ['scan.raw'], []],
    ['scan.nii', ['scan.img', 'scan.raw'], []],
    ['scan.raw', ['scan.mhd'], []],
  ])('%s among %j', async (name, others, companions) => {
    for (const one of [name, ...others]) await folder.put(one, CONTENTS[one] ?? Buffer.of());
    const files = await withCompanions(join(folder.path, name));
    expect(files).toEqual([name, ...companions].map((one) => ({ path: join(folder.path, one) })));
    if (companions.length > 0) expect((await readImage(files)).volume.size).toEqual([2, 3, 4]);
  });
});

it('a file that is not there is refused as the file system refuses it', async () => {
  await expect(withCompanions(join(folder.path, 'absent.hdr'))).rejects.toMatchObject({ code: 'ENOENT' });
});
