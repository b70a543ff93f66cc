import { open, readdir, readlink, realpath } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Cancelled } from '@aiaa/volume/errors';
import { readImage } from './read-image.js';
import { dicomSeries } from './testing/dicom-series.js';
import { niftiBytes } from './testing/nifti-bytes.js';
import { refusalOf } from './testing/refusal.js';
import { temporaryFolder, type TemporaryFolder } from './testing/temporary-folder.js';

let folder: TemporaryFolder;
beforeAll(async () => void (folder = await temporaryFolder()));
afterAll(() => folder.remove());

// Linux lists the open files of a process; elsewhere nothing is known of them.
const onLinux = process.platform === 'linux' ? describe : describe.skip;

/** Those below the test's folder. */
async function openFiles(): Promise<readonly string[]> {
  const handles = await readdir('/proc/self/fd');
  const paths = await Promise.all(handles.map((fd) => readlink(join('/proc/self/fd', fd)).catch(() => '')));
  const below = await realpath(folder.path);
  return paths.filter((path) => path.startsWith(below));
}

const sound = niftiBytes();
const packed = gzipSync(sound);
const pair = niftiBytes({ magic: 'ni1\0', voxOffset: 0, voxels: new Uint8Array(0) });

onLinux('no file stays open (nothing is known of open files but on Linux)', () => {
  it('which the test would see', async () => {
    const handle = await open(await folder.put('open.nii', sound));
    expect(await openFiles()).toHaveLength(1);
    await handle.close();
  });

  it.each<[string, Readonly<Record<string, Uint8Array>>, string]>([
    ['a sound file', { 'a.nii': sound }, 'read'],
    ['a packed file', { 'a.nii.gz': packed }, 'read'],
    ['a pair', { 'a.hdr': pair, 'a.img': new Uint8Array(48) }, 'read'],
    ['a packed pair', { 'a.hdr.gz': gzipSync(pair), 'a.img.gz': gzipSync(new Uint8Array(48)) }, 'read'],
    ['a header alone', { 'a.hdr': pair }, 'UnsupportedImage'],
    ['voxels cut short', { 'a.hdr': pair, 'a.img': new Uint8Array(47) }, 'MalformedImage'],
    ['text', { 'a.nii': Buffer.from('no image') }, 'UnsupportedImage'],
    ['a damaged header', { 'a.nii': niftiBytes({ dim: [0] }) }, 'MalformedImage'],
    ['a packed file, cut short', { 'a.nii.gz': packed.subarray(0, 60) }, 'MalformedImage'],
    ['more than the header declares', { 'a.nii.gz': gzipSync(Buffer.concat([sound, Buffer.alloc(20 << 20)])) }, 'read'],
  ])('after %s', async (_what, contents, end) => {
    const files = await Promise.all(
      Object.entries(contents).map(async ([name, bytes]) => ({ path: await folder.put(name, bytes) })),
    );
    const reading = readImage(files);
    if (end === 'read') expect((await reading).format).toBe('nifti');
    else expect((await refusalOf(reading)).tag).toBe(end);
    expect(await openFiles()).toEqual([]);
  }); // prettier-ignore

  it.each<[string, string, number, string]>([
    ['a DICOM series', '1.2.840.10008.1.2.1', 0, 'read'],
    ['a deflated one', '1.2.840.10008.1.2.1.99', 0, 'read'],
    ['one whose last file is cut short', '1.2.840.10008.1.2.1', 9, 'MalformedImage'],
    ['a deflated one, cut short', '1.2.840.10008.1.2.1.99', 9, 'MalformedImage'],
  ])('after %s', async (_what, transferSyntax, missing, end) => {
    const series = dicomSeries({ transferSyntax });
    const files = await Promise.all(
      series.map(({ name, bytes }, at) =>
        folder.put(name, bytes.subarray(0, at === 2 ? bytes.length - missing : bytes.length)),
      ),
    );
    const reading = readImage(files);
    if (end === 'read') expect((await reading).format).toBe('dicom');
    else expect((await refusalOf(reading)).tag).toBe(end);
    expect(await openFiles()).toEqual([]);
  });

  const big = { dim: [3, 1024, 1024, 512], datatype: 2, bitpix: 8, voxels: new Uint8Array(0) };

  it('after a cancel in the middle of a plain file', async () => {
    const path = await folder.put('big.nii', niftiBytes(big));
    const file = await open(path, 'r+');
    await file.truncate(352 + (512 << 20));
    await file.close();
    await expectCancelled(path);
  });

  it('after a cancel in the middle of a packed file', async () => {
    const zeros = gzipSync(new Uint8Array(16 << 20), { level: 1 });
    const members = [gzipSync(niftiBytes(big)), ...Array<Buffer>(32).fill(zeros)];
    await expectCancelled(await folder.put('big.nii.gz', Buffer.concat(members)));
  });

  /** A promise that fails unseen, then or a little later, would fail the test. */
  async function expectCancelled(path: string): Promise<void> {
    const controller = new AbortController();
    const reading = refusalOf(readImage(path, { signal: controller.signal }));
    await pause(15);
    while ((await openFiles()).length === 0) await pause(1); // between a look at its start and the read it is closed
    controller.abort();
    expect(await reading).toBeInstanceOf(Cancelled);
    expect(await openFiles()).toEqual([]);
    await pause(20);
  }
});
