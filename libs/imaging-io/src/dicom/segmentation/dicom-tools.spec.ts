import { spawnSync } from 'node:child_process';
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { castVolume, makeLabelMap, voxelCount } from '@aiaa/volume';
import { readImage } from '../../read-image.js';
import { dicomSeries, enhancedDicom } from '../../testing/dicom-series.js';
import { parseSegmentation, segmentPlaces } from '../../testing/read-segmentation.js';
import { temporaryFolder, type TemporaryFolder } from '../../testing/temporary-folder.js';
import type { SegmentationParts } from './segmentation-parts.js';
import { writeSegmentation } from './write-segmentation.js';

let folder: TemporaryFolder;
beforeAll(async () => void (folder = await temporaryFolder()));
afterAll(() => folder.remove());

const installed = (tool: string): boolean => spawnSync(tool, ['--version']).error === undefined;
const withTools = installed('dciodvfy') && installed('dcm2json') ? describe : describe.skip;
const data = process.env['AIAA_TEST_DATA'];
const withData = data === undefined ? describe.skip : describe;

async function written(parts: Omit<SegmentationParts, 'labels'>, values: readonly number[]): Promise<string> {
  const { volume } = await readImage(parts.source);
  const voxels = Uint16Array.from(
    { length: voxelCount(volume.size) },
    (_, at) => values[((at * at) % 97) % values.length] ?? 0,
  );
  const path = join(folder.path, 'written.dcm');
  await writeSegmentation(path, { ...parts, labels: makeLabelMap(volume, voxels) });
  return path;
}

/** The complaints of dicom3tools about a file. */
function errorsIn(path: string): readonly string[] {
  const { stdout, stderr } = spawnSync('dciodvfy', [path], { encoding: 'utf8' });
  return `${stdout}\n${stderr}`.split('\n').filter((line) => line.startsWith('Error'));
}

const utf8 = [{ tag: 0x00080005, vr: 'CS', value: 'ISO_IR 192' }];
const segments = [{ label: 1, name: 'Größe', colour: [10, 20, 30] as const }, { label: 300 }];
const many = Array.from({ length: 120 }, (_, at) => at + 1);

withTools('Debian tools of dicom3tools and dcmtk (skipped where they are not installed)', () => {
  it.each([
    ['a classic series', { source: dicomSeries() }, [0, 1, 300]],
    ['a multi-frame image', { source: enhancedDicom(), segments }, [0, 1, 300]],
    ['a patient in UTF-8', { source: dicomSeries({ elements: utf8 }), segments }, [0, 1, 300]],
    ['an empty mask', { source: dicomSeries() }, [0]],
    ['one slice', { source: dicomSeries({ size: [3, 5, 1] }) }, [0, 1]],
    ['many labels', { source: dicomSeries({ size: [16, 9, 4] }) }, many],
    ['a tilted gantry', { source: dicomSeries({ shear: 0.6 }) }, [0, 1]],
  ])('find no error: %s', async (_, parts, values) => {
    const path = await written(parts, values);
    expect(errorsIn(path)).toEqual([]);
    const { status, stdout } = spawnSync('dcm2json', [path], { encoding: 'utf8', maxBuffer: 1 << 28 });
    expect([status, JSON.parse(stdout)]).toEqual([
      0,
      expect.objectContaining({ '00620001': { vr: 'CS', Value: ['BINARY'] } }),
    ]);
  });
});

withData('files of the world (skipped unless AIAA_TEST_DATA names their folder)', () => {
  const root = join(data ?? '', 'contours/QIICR+dcmqi/data/segmentations/23x38x3');
  const filesIn = (part: string): readonly string[] =>
    readdirSync(join(root, part)).map((name) => join(root, part, name));

  it.each(['image', 'multiframe'])(
    '%s: the voxels lie where dcmqi puts those of the same labels',
    async (part) => {
      const { volume } = await readImage(join(root, 'nrrd/label.nrrd'));
      const path = join(folder.path, 'dcmqi.dcm');
      await writeSegmentation(path, { labels: castVolume(volume, 'uint8'), source: filesIn(part) });
      const [ours, theirs] = [path, join(root, 'seg/label.seg')].map((file) =>
        segmentPlaces(parseSegmentation(readFileSync(file))),
      );
      expect(ours).toEqual(theirs);
      expect(ours).toHaveLength(322);
      if (installed('dciodvfy')) expect(errorsIn(path)).toEqual([]);
    },
  );
});
