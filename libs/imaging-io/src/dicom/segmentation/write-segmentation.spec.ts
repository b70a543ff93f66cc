import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { makeLabelMap, type Size } from '@aiaa/volume';
import dicomParser from 'dicom-parser';
import { readImage } from '../../read-image.js';
import { dicomSeries, enhancedDicom, type DicomSeriesFields } from '../../testing/dicom-series.js';
import { firstOf, itemsOf, labelPlaces, numbersOf, segmentPlaces } from '../../testing/read-segmentation.js';
import { temporaryFolder, type TemporaryFolder } from '../../testing/temporary-folder.js';
import { labelsOn, writtenSegmentation } from '../../testing/written-segmentation.js';
import { zipArchive } from '../../testing/zip-archive.js';
import type { SegmentationOptions, SegmentationParts } from './segmentation-parts.js';

let folder: TemporaryFolder;
beforeAll(async () => void (folder = await temporaryFolder()));
afterAll(() => folder.remove());

const written = (parts: SegmentationParts, options?: SegmentationOptions) =>
  writtenSegmentation(folder, parts, options);

const SIZE: Size = [5, 7, 6]; // 35 pixels: frames begin within bytes
const C = Math.cos(0.4);
const S = Math.sin(0.4);

const SERIES: readonly (DicomSeriesFields & { readonly title: string })[] = [
  { title: 'axial' },
  { title: 'feet up and mirrored', row: [-1, 0, 0], column: [0, 1, 0] },
  { title: 'rows upwards', row: [1, 0, 0], column: [0, -1, 0] },
  { title: 'sagittal', row: [0, 1, 0], column: [0, 0, -1] },
  { title: 'coronal', row: [1, 0, 0], column: [0, 0, -1] },
  { title: 'oblique', row: [C, S, 0], column: [-S * C, C * C, S] },
  { title: 'doubly oblique, downwards', row: [0.8, 0, -0.6], column: [0.36, -0.8, 0.48] },
  { title: 'shuffled files', slices: [3, 0, 5, 1, 4, 2] },
  { title: 'a missing slice', slices: [5, 0, 1, 4, 2] },
  { title: 'a tilted gantry', shear: 0.6 },
  { title: 'two volumes in one series', volumes: 2 },
  { title: 'big endian', transferSyntax: '1.2.840.10008.1.2.2' },
  { title: 'implicit', transferSyntax: '1.2.840.10008.1.2' },
  { title: 'deflated', transferSyntax: '1.2.840.10008.1.2.1.99' },
];

describe.each(SERIES)('$title', (fields) => {
  const series = { size: SIZE, ...fields };

  it.each([
    ['classic', dicomSeries(series)],
    ['enhanced', [enhancedDicom(series)]],
  ] as const)(
    '%s: every voxel lies where it lay, each frame refers to its own source',
    async (kind, source) => {
      const labels = await labelsOn(source, [0, 7, 3, 0, 300]);
      const { frames, ...back } = await written({ labels, source });
      expect(back.dataSet.intString('x00280008')).toBe(frames.length);
      if (fields.shear === undefined && (fields.slices?.length ?? 6) === 6) {
        expect(segmentPlaces({ ...back, frames })).toEqual(
          labelPlaces(labels, (label) => [3, 7, 300].indexOf(label) + 1),
        );
      }
      // The source's own places, also where the affine of a tilted or gapped series cannot tell them.
      const stored = source.flatMap(({ bytes, sopInstanceUid }) => placesOf(bytes, sopInstanceUid));
      for (const { position, sopInstanceUid, frameNumber, sopClassUid } of frames) {
        const same = stored.filter(
          (one) => one.sopInstanceUid === sopInstanceUid && one.frameNumber === frameNumber,
        );
        expect(same.map((one) => one.position)).toEqual([position.map((mm) => expect.closeTo(mm, 6))]);
        expect([sopClassUid, frameNumber === undefined]).toEqual([same[0]?.sopClassUid, kind === 'classic']);
      }
      expect(frames.map(({ segment, bits }) => [segment, bits.includes(1)])).toEqual(
        frames.map(({ dimensions }) => [dimensions[0], true]),
      );
    },
  );
});

interface StoredPlace {
  readonly sopInstanceUid: string;
  readonly sopClassUid: string | undefined;
  readonly frameNumber: number | undefined;
  readonly position: readonly number[];
}

function placesOf(bytes: Uint8Array, sopInstanceUid: string): readonly StoredPlace[] {
  const dataSet = dicomParser.parseDicom(Buffer.from(bytes)); // which inflates Buffers alone
  const common = { sopInstanceUid, sopClassUid: dataSet.string('x00080016') };
  const groups = itemsOf(dataSet, 'x52009230');
  const [place, count] = ['x00200032', groups.length];
  if (count === 0) return [{ ...common, frameNumber: undefined, position: numbersOf(dataSet, place) }];
  return groups.map((group, at) => {
    const position = numbersOf(firstOf(group, 'x00209113'), place);
    return { ...common, frameNumber: at + 1, position };
  });
}

describe('the pixels', () => {
  it('begin within bytes, the first in the lowest bit, and end evenly', async () => {
    const source = dicomSeries({ size: [3, 1, 3] });
    const { affine } = (await readImage(source)).volume;
    const labels = makeLabelMap({ size: [3, 1, 3], affine }, Uint8Array.of(1, 0, 1, 0, 2, 1, 1, 1, 0));
    const { dataSet, bytes, frames } = await written({ labels, source });
    // Segment 1: 101 001 110; segment 2: 010. Twelve bits, the first lowest.
    const { dataOffset = 0, length = 0 } = dataSet.elements['x7fe00010'] ?? {};
    expect([...bytes.subarray(dataOffset, dataOffset + length)]).toEqual([0b11100101, 0b0100]);
    expect(bytes.length).toBe(dataOffset + 2);
    expect(frames.map(({ segment, dimensions }) => [segment, ...dimensions])).toEqual([
      [1, 1, 1],
      [1, 1, 2],
      [1, 1, 3],
      [2, 2, 2],
    ]);
  });

  it('are those of any label map, in whatever batches', async () => {
    const size: Size = [3, 1, 1000];
    const source = [enhancedDicom({ size })];
    const labels = await labelsOn(source, [1, 0, 2, 0, 0, 5]);
    const back = await written({ labels, source });
    expect(segmentPlaces(back)).toEqual(labelPlaces(labels, (label) => [1, 2, 5].indexOf(label) + 1));
  });
});

describe('an empty mask', () => {
  const source = dicomSeries();

  it('has one empty frame of one segment', async () => {
    const { frames, segments, warnings } = await written({ labels: await labelsOn(source, [0]), source });
    expect(segments.map((segment) => segment.string('x00620005'))).toEqual(['Label 1']);
    expect(frames.map(({ segment, bits }) => [segment, bits.includes(1)])).toEqual([[1, false]]);
    expect(warnings).toEqual([expect.stringContaining('No voxel has the label 1')]);
  });

  it('has an empty frame of each segment that is named, beside those that have voxels', async () => {
    const named = { segments: [{ label: 9, name: 'nine' }, { label: 0, name: 'background' }, { label: 2 }] };
    const labels = await labelsOn(source, [0, 2]);
    const { frames, segments, warnings } = await written({ labels, source, ...named });
    expect(segments.map((segment) => [segment.uint16('x00620004'), segment.string('x00620005')])).toEqual([
      [1, 'Label 2'],
      [2, 'nine'],
    ]);
    expect(frames.map(({ segment, bits }) => [segment, bits.includes(1)])).toEqual([
      [1, true],
      [1, true],
      [1, true],
      [2, false],
    ]);
    expect(warnings).toEqual([expect.stringContaining('No voxel has the label 9')]);
  });
});

it('takes a zip of the series, and paths, with reports among them', async () => {
  const series = dicomSeries({ slices: [2, 0, 1] });
  const report = {
    name: 'report.dcm',
    bytes:
      dicomSeries({ elements: [{ tag: 0x00280010, vr: 'US', value: [0] }] })[0]?.bytes ?? Buffer.alloc(0),
  };
  const labels = await labelsOn(series, [0, 1, 2]);
  const zip = {
    name: 'series.zip',
    bytes: zipArchive([...series, report].map(({ name, bytes }) => ({ name, bytes }))),
  };
  const paths = await Promise.all(series.map(({ name, bytes }) => folder.put(name, bytes)));
  const places = labelPlaces(labels, (label) => label);
  expect(segmentPlaces(await written({ labels, source: zip }))).toEqual(places);
  expect(segmentPlaces(await written({ labels, source: paths }))).toEqual(places);
});

it('takes the series that is named', async () => {
  const small = dicomSeries({ slices: [0, 1], size: [5, 4, 2] });
  const large = dicomSeries({ seriesUid: '2.25.44' });
  const source = [...small, ...large];
  const labels = await labelsOn(small, [0, 1]);
  const { dataSet } = await written({ labels, source, seriesUid: '2.25.22' });
  expect(firstOf(dataSet, 'x00081115').string('x0020000e')).toBe('2.25.22');
});
