import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { makeLabelMap, makeVolume, type Size } from '@aiaa/volume';
import { Cancelled, LimitExceeded, UnfitImage } from '@aiaa/volume/errors';
import { readImage } from '../../read-image.js';
import { dicomSeries } from '../../testing/dicom-series.js';
import { refusalOf } from '../../testing/refusal.js';
import { temporaryFolder, type TemporaryFolder } from '../../testing/temporary-folder.js';
import { labelsOn, writtenSegmentation } from '../../testing/written-segmentation.js';
import type { SegmentationOptions, SegmentationParts } from './segmentation-parts.js';
import { writeSegmentation } from './write-segmentation.js';

let folder: TemporaryFolder;
beforeAll(async () => void (folder = await temporaryFolder()));
afterAll(() => folder.remove());

const written = (parts: SegmentationParts, options?: SegmentationOptions) =>
  writtenSegmentation(folder, parts, options);

describe('refused', () => {
  const source = dicomSeries();

  it.each([
    ['another size', { size: [5, 4, 2] as const }, 'the size is 5 x 4 x 2 voxels and 5 x 4 x 3'],
    ['another spacing', { spacing: [0.7, 0.9, 2.6] as const }, 'the spacing is'],
    ['another place', { origin: [-30, -20, 11] as const }, 'the position of a corner is'],
    [
      'a mirrored grid',
      { row: [-1, 0, 0] as const, column: [0, -1, 0] as const },
      'the position of a corner is',
    ],
  ])('labels on %s', async (_, fields, words) => {
    const labels = await labelsOn(dicomSeries(fields), [0, 1]);
    const refusal = await refusalOf(writeSegmentation(join(folder.path, 'never.dcm'), { labels, source }));
    expect([refusal.tag, refusal.message]).toEqual(['UnfitImage', expect.stringContaining(words)]);
  });

  it('what is no label map of one channel', async () => {
    const { volume } = await readImage(source);
    const { size, affine } = volume;
    const float = makeVolume({ voxels: new Float32Array(60), size, affine });
    const two = makeVolume({ voxels: new Uint8Array(120), size, affine, channels: 2 });
    await expect(written({ labels: float, source })).rejects.toThrow(UnfitImage);
    await expect(written({ labels: two, source })).rejects.toThrow('has 2 channels');
  });

  it('a source that is no DICOM, has changed, or has no UIDs', async () => {
    const labels = await labelsOn(source, [0, 1]);
    const niftiLike = { name: 'a.nii', bytes: Uint8Array.of(1, 2, 3) };
    const nameless = dicomSeries({ elements: [{ tag: 0x0020000d, vr: 'UI', value: '' }] });
    const gone = { path: join(folder.path, 'gone.dcm') };
    const cases = [
      [{ source: niftiLike }, 'UnfitImage', 'the image is none'],
      [{ source: [] }, 'UnfitImage', 'the image is none'],
      [{ source: nameless }, 'UnfitImage', 'lacks UIDs'],
      [{ source: [...source.slice(1), gone] }, 'UnfitImage', 'has changed'],
      [{ source: source.slice(1) }, 'UnfitImage', 'the size is'],
      [{ source, seriesUid: '2.25.999' }, 'UnsupportedImage', '2.25.999'],
    ] as const;
    for (const [parts, tag, words] of cases) {
      const refusal = await refusalOf(written({ labels, ...parts }));
      expect([refusal.tag, refusal.message]).toEqual([tag, expect.stringContaining(words)]);
    }
  });

  it('too many labels, and labels that are none or are named twice', async () => {
    const size: Size = [40, 30, 1];
    const wide = dicomSeries({ size });
    const { affine } = (await readImage(wide)).volume;
    const labels = makeLabelMap(
      { size, affine },
      Uint16Array.from({ length: 1200 }, (_, at) => at),
    );
    await expect(written({ labels, source: wide })).rejects.toThrow(LimitExceeded);
    const small = await labelsOn(source, [0, 1]);
    const many = Array.from({ length: 1001 }, (_, at) => ({ label: at + 1 }));
    await expect(written({ labels: small, source, segments: many })).rejects.toThrow(LimitExceeded);
    for (const label of [-1, 1.5, 65_536, NaN]) {
      await expect(written({ labels: small, source, segments: [{ label }] })).rejects.toThrow(UnfitImage);
    }
    await expect(written({ labels: small, source, segments: [{ label: 1 }, { label: 1 }] })).rejects.toThrow(
      'name it once',
    );
  });

  it('a code that is none', async () => {
    const labels = await labelsOn(source, [0, 1]);
    for (const value of ['', 'x'.repeat(17), 'a\\b', 'Größe', 'a b']) {
      const type = { value, scheme: 'SCT', meaning: 'Liver' };
      const refusal = await refusalOf(written({ labels, source, segments: [{ label: 1, type }] }));
      expect([refusal.tag, refusal.message]).toEqual(['UnfitImage', expect.stringContaining('is no code')]);
    }
  });

  it('what is cancelled; nothing is left behind', async () => {
    const own = await temporaryFolder();
    const labels = await labelsOn(source, [0, 1]);
    const signal = AbortSignal.abort();
    await expect(writeSegmentation(join(own.path, 'a.dcm'), { labels, source }, { signal })).rejects.toThrow(
      Cancelled,
    );
    const later = new AbortController();
    const writing = writeSegmentation(join(own.path, 'a.dcm'), { labels, source }, { signal: later.signal });
    later.abort();
    await expect(writing).rejects.toThrow(Cancelled);
    await expect(
      writeSegmentation(join(own.path, 'absent', 'a.dcm'), { labels, source }),
    ).rejects.toHaveProperty('code', 'ENOENT');
    expect(await readdir(own.path)).toEqual([]);
    await own.remove();
  });
});
