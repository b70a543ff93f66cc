import { readFile, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { makeLabelMap, makeVolume, voxelCount, type LabelMap, type Size } from '@aiaa/volume';
import { Cancelled, LimitExceeded, UnfitImage } from '@aiaa/volume/errors';
import dicomParser from 'dicom-parser';
import { readImage } from '../../read-image.js';
import { dicomSeries, enhancedDicom, type DicomSeriesFields } from '../../testing/dicom-series.js';
import {
  firstOf,
  itemsOf,
  labelPlaces,
  numbersOf,
  parseSegmentation,
  segmentPlaces,
  type ParsedSegmentation,
} from '../../testing/read-segmentation.js';
import { refusalOf } from '../../testing/refusal.js';
import { temporaryFolder, type TemporaryFolder } from '../../testing/temporary-folder.js';
import { zipArchive } from '../../testing/zip-archive.js';
import { writeSegmentation } from './write-segmentation.js';
import type { SegmentationOptions, SegmentationParts } from './segmentation-parts.js';

let folder: TemporaryFolder;
beforeAll(async () => void (folder = await temporaryFolder()));
afterAll(() => folder.remove());

interface Written extends ParsedSegmentation {
  readonly bytes: Buffer;
  readonly warnings: readonly string[];
}

async function written(parts: SegmentationParts, options?: SegmentationOptions): Promise<Written> {
  const path = join(folder.path, 'written.dcm');
  const { warnings } = await writeSegmentation(path, parts, options);
  const bytes = await readFile(path);
  return { ...parseSegmentation(bytes), bytes, warnings };
}

/** Labels on the grid that the files have as an image: those of `values` by turns, in no symmetrical order. */
async function labelsOn(source: SegmentationParts['source'], values: readonly number[]): Promise<LabelMap> {
  const { volume } = await readImage(source);
  const voxels = (Math.max(...values) > 255 ? Uint16Array : Uint8Array).from(
    { length: voxelCount(volume.size) },
    (_, at) => values[((at * at) % 97) % values.length] ?? 0,
  );
  return makeLabelMap(volume, voxels);
}

const SIZE: Size = [5, 7, 6]; // 35 pixels: frames begin within bytes
const C = Math.cos(0.4);
const S = Math.sin(0.4);

const ORIENTATIONS: readonly (readonly [string, DicomSeriesFields])[] = [
  ['axial', {}],
  ['feet up and mirrored', { row: [-1, 0, 0], column: [0, 1, 0] }],
  ['rows upwards', { row: [1, 0, 0], column: [0, -1, 0] }],
  ['sagittal', { row: [0, 1, 0], column: [0, 0, -1] }],
  ['coronal', { row: [1, 0, 0], column: [0, 0, -1] }],
  ['oblique', { row: [C, S, 0], column: [-S * C, C * C, S] }],
  ['doubly oblique, downwards', { row: [0.8, 0, -0.6], column: [0.36, -0.8, 0.48] }],
  ['shuffled files', { slices: [3, 0, 5, 1, 4, 2] }],
  ['a missing slice', { slices: [5, 0, 1, 4, 2] }],
  ['a tilted gantry', { shear: 0.6 }],
  ['two volumes in one series', { volumes: 2 }],
  ['big endian', { transferSyntax: '1.2.840.10008.1.2.2' }],
  ['implicit', { transferSyntax: '1.2.840.10008.1.2' }],
  ['deflated', { transferSyntax: '1.2.840.10008.1.2.1.99' }],
];

describe.each(ORIENTATIONS)('%s', (_, fields) => {
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

function placesOf(bytes: Uint8Array, sopInstanceUid: string) {
  const dataSet = dicomParser.parseDicom(Buffer.from(bytes)); // which inflates Buffers alone
  const sopClassUid = dataSet.string('x00080016');
  const groups = itemsOf(dataSet, 'x52009230');
  if (groups.length === 0)
    return [
      { sopInstanceUid, sopClassUid, frameNumber: undefined, position: numbersOf(dataSet, 'x00200032') },
    ];
  return groups.map((group, at) => ({
    sopInstanceUid,
    sopClassUid,
    frameNumber: at + 1,
    position: numbersOf(firstOf(group, 'x00209113'), 'x00200032'),
  }));
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

describe('the header', () => {
  const text = (tag: number, vr: string, value: string | Uint8Array) => ({ tag, vr, value });

  it('has the patient, the study and the frame of reference of the source, and UIDs of its own', async () => {
    const source = dicomSeries();
    const uids = { series: '2.25.100', instance: '2.25.101', dimensions: '2.25.102' };
    const now = new Date(2026, 0, 2, 3, 4, 5, 67);
    const { dataSet } = await written({ labels: await labelsOn(source, [0, 1]), source }, { uids, now });
    const own = Object.entries(IDENTITY).map(([tag]) => [tag, dataSet.string(tag)]);
    expect(own).toEqual(Object.entries(IDENTITY));
    const [series] = itemsOf(dataSet, 'x00081115');
    expect(series?.string('x0020000e')).toBe('2.25.22');
    expect(itemsOf(firstOf(dataSet, 'x00081115'), 'x0008114a').map((one) => one.string('x00081155'))).toEqual(
      source.map(({ sopInstanceUid }) => sopInstanceUid),
    );
  });

  it('has new UIDs each time', async () => {
    const source = dicomSeries();
    const labels = await labelsOn(source, [0, 1]);
    const uids = [await written({ labels, source }), await written({ labels, source })].flatMap(
      ({ dataSet }) => ['x00080018', 'x0020000e'].map((tag) => dataSet.string(tag) ?? ''),
    );
    expect(new Set(uids).size).toBe(4);
    expect(uids.every((uid) => /^2\.25\.[1-9]\d{20,38}$/.test(uid))).toBe(true);
  });

  it.each([
    ['ASCII, names in ASCII', '', 'Doe^John', 'Liver', '', 'Liver', 0],
    ['ASCII, names beyond it', '', 'Doe^John', 'Größe 肝', 'ISO_IR 192', 'Größe 肝', 0],
    ['Latin-1', 'ISO_IR 100', 'M\xfcller', 'Größe', 'ISO_IR 100', 'Gr\xf6\xdfe', 0],
    ['Latin-1, a name of another script', 'ISO_IR 100', 'M\xfcller', 'Leber 肝', 'ISO_IR 100', 'Leber ?', 1],
    ['Japanese', '\\ISO 2022 IR 87', 'Yamada=\x1b$B;3\x1b(B', 'Höhe', '\\ISO 2022 IR 87', 'Hohe', 1],
    ['undeclared letters', '', 'M\xfcller', 'Höhe', '', 'Hohe', 1],
    ['a backslash and a line break', '', '', 'left\\right\n lobe', '', 'left/right lobe', 0],
    ['a long name', '', '', 'x'.repeat(90), '', 'x'.repeat(64), 0],
  ])('%s', async (_, charset, patient, name, declared, label, warned) => {
    const elements = [
      ...(charset === '' ? [] : [text(0x00080005, 'CS', charset)]),
      text(0x00100010, 'PN', Buffer.from(patient, 'latin1')),
    ];
    const source = dicomSeries({ elements });
    const { dataSet, segments, bytes, warnings } = await written({
      labels: await labelsOn(source, [0, 1]),
      source,
      segments: [{ label: 1, name }],
    });
    const raw = (set: typeof dataSet, tag: string, encoding: 'latin1' | 'utf8'): string => {
      const { dataOffset = 0, length = 0 } = set.elements[tag] ?? {};
      return bytes.toString(encoding, dataOffset, dataOffset + length).trim();
    };
    expect(raw(dataSet, 'x00080005', 'latin1')).toBe(declared);
    expect(raw(dataSet, 'x00100010', 'latin1')).toBe(patient);
    const [segment = dataSet] = segments;
    expect(raw(segment, 'x00620005', declared === 'ISO_IR 192' ? 'utf8' : 'latin1')).toBe(label);
    expect(warnings).toHaveLength(warned);
  });

  it('says what the source lost to compression', async () => {
    const elements = [
      text(0x00282110, 'CS', '01'),
      text(0x00282112, 'DS', '12.5'),
      text(0x00282114, 'CS', 'ISO_10918_1'),
    ];
    const source = dicomSeries({ elements });
    const { dataSet } = await written({ labels: await labelsOn(source, [0, 1]), source });
    expect(['x00282110', 'x00282112', 'x00282114'].map((tag) => dataSet.string(tag))).toEqual([
      '01',
      '12.5',
      'ISO_10918_1',
    ]);
  });

  it('leaves the frame of reference out where the source has none', async () => {
    const source = dicomSeries({ elements: [text(0x00200052, 'UI', '')] });
    const { dataSet } = await written({ labels: await labelsOn(source, [0, 1]), source });
    expect(dataSet.elements['x00200052']).toBeUndefined();
  });

  it('names segments, their meanings, colours and their algorithm', async () => {
    const source = dicomSeries();
    const liver = { value: '10200004', scheme: 'SCT', meaning: 'Liver' };
    const { segments } = await written({
      labels: await labelsOn(source, [0, 1]),
      source,
      segments: [{ label: 1, name: 'Liver', colour: [255, 0, 0], type: liver }],
      algorithm: { name: 'deepgrow', type: 'SEMIAUTOMATIC' },
    });
    const [segment] = segments;
    if (segment === undefined) throw new Error('No segment.');
    expect(['x00620005', 'x00620008', 'x00620009'].map((tag) => segment.string(tag))).toEqual([
      'Liver',
      'SEMIAUTOMATIC',
      'deepgrow',
    ]);
    const codes = ['x00620003', 'x0062000f'].map((tag) => firstOf(segment, tag).string('x00080104'));
    expect(codes).toEqual(['Tissue', 'Liver']);
    expect([0, 1, 2].map((at) => segment.uint16('x0062000d', at))).toEqual([35580, 53665, 50856]);
  });
});

const IDENTITY = {
  x00020002: '1.2.840.10008.5.1.4.1.1.66.4',
  x00020003: '2.25.101',
  x00020010: '1.2.840.10008.1.2.1',
  x00080016: '1.2.840.10008.5.1.4.1.1.66.4',
  x00080018: '2.25.101',
  x00080020: '20200102',
  x00080021: '20260102',
  x00080023: '20260102',
  x00080030: '030405',
  x00080033: '030405.067000',
  x00080050: 'A1',
  x00080060: 'SEG',
  x00100010: 'Phantom^Chiral',
  x00100020: 'P1',
  x00100030: '19700101',
  x00100040: 'O',
  x0020000d: '2.25.11',
  x0020000e: '2.25.100',
  x00200010: 'S1',
  x00200052: '2.25.33',
  x00620001: 'BINARY',
};

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
