import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { dicomSeries } from '../../testing/dicom-series.js';
import { firstOf, itemsOf } from '../../testing/read-segmentation.js';
import { temporaryFolder, type TemporaryFolder } from '../../testing/temporary-folder.js';
import { labelsOn, writtenSegmentation } from '../../testing/written-segmentation.js';
import type { SegmentationOptions, SegmentationParts } from './segmentation-parts.js';

let folder: TemporaryFolder;
beforeAll(async () => void (folder = await temporaryFolder()));
afterAll(() => folder.remove());

const written = (parts: SegmentationParts, options?: SegmentationOptions) =>
  writtenSegmentation(folder, parts, options);

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
    {
      title: 'ASCII, names in ASCII',
      charset: '',
      patient: 'Doe^John',
      name: 'Liver',
      declared: '',
      label: 'Liver',
      warned: 0,
    },
    {
      title: 'ASCII, names beyond it',
      charset: '',
      patient: 'Doe^John',
      name: 'Größe 肝',
      declared: 'ISO_IR 192',
      label: 'Größe 肝',
      warned: 0,
    },
    {
      title: 'Latin-1',
      charset: 'ISO_IR 100',
      patient: 'M\xfcller',
      name: 'Größe',
      declared: 'ISO_IR 100',
      label: 'Gr\xf6\xdfe',
      warned: 0,
    },
    {
      title: 'Latin-1, a name of another script',
      charset: 'ISO_IR 100',
      patient: 'M\xfcller',
      name: 'Leber 肝',
      declared: 'ISO_IR 100',
      label: 'Leber ?',
      warned: 1,
    },
    {
      title: 'Japanese',
      charset: '\\ISO 2022 IR 87',
      patient: 'Yamada=\x1b$B;3\x1b(B',
      name: 'Höhe',
      declared: '\\ISO 2022 IR 87',
      label: 'Hohe',
      warned: 1,
    },
    {
      title: 'undeclared letters',
      charset: '',
      patient: 'M\xfcller',
      name: 'Höhe',
      declared: '',
      label: 'Hohe',
      warned: 1,
    },
    {
      title: 'a backslash and a line break',
      charset: '',
      patient: '',
      name: 'left\\right\n lobe',
      declared: '',
      label: 'left/right lobe',
      warned: 0,
    },
    {
      title: 'a long name',
      charset: '',
      patient: '',
      name: 'x'.repeat(90),
      declared: '',
      label: 'x'.repeat(64),
      warned: 0,
    },
  ])('$title', async ({ charset, patient, name, declared, label, warned }) => {
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

  it('leaves out what the source says wrongly, where it may', async () => {
    const elements = [
      text(0x00101010, 'AS', '0Y'),
      text(0x00101030, 'DS', 'heavy'),
      text(0x00120062, 'CS', 'YES'),
      text(0x00101020, 'DS', '1.8'),
    ];
    const source = dicomSeries({ elements });
    const { dataSet } = await written({ labels: await labelsOn(source, [0, 1]), source });
    const tags = ['x00101010', 'x00101030', 'x00120062', 'x00101020'];
    expect(tags.map((tag) => dataSet.string(tag))).toEqual([undefined, undefined, undefined, '1.8']);
  });

  it('names no frame of reference of a series that says of no slice where it lies', async () => {
    const elements = [text(0x00200032, 'DS', ''), text(0x00200037, 'DS', '')];
    const source = dicomSeries({ size: [5, 4, 1], elements });
    const { dataSet, warnings } = await written({ labels: await labelsOn(source, [0, 1]), source });
    expect(dataSet.elements['x00200052']).toBeUndefined();
    expect(warnings).toEqual([expect.stringContaining('where its slices lie')]);
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
