import { describe, expect, it } from '@jest/globals';
import { readImage } from '../read-image.js';
import {
  dicomSeries,
  enhancedDicom,
  type DicomFile,
  type DicomSeriesFields,
} from '../testing/dicom-series.js';
import { refusalOf } from '../testing/refusal.js';

const ds = (tag: number, value: string) => ({ tag, vr: 'DS', value });

interface Doubt {
  readonly files: readonly DicomFile[];
  readonly depth: number;
  readonly step: number;
  readonly warnings: readonly unknown[];
}

const plain: DicomSeriesFields = { size: [5, 4, 6] };
const sagittal: DicomSeriesFields = {
  row: [0, 1, 0],
  column: [0, 0, -1],
  slices: [0],
  elements: [{ tag: 0x00080018, vr: 'UI', value: '2.25.7' }],
};

const DOUBTS: Readonly<Record<string, Doubt>> = {
  'a slice is missing': {
    files: dicomSeries({ ...plain, slices: [0, 1, 2, 4, 5] }),
    depth: 5,
    step: 2.5,
    warnings: ['The slices lie 2.5 to 5 mm apart, as if 1 were missing; 2.5 mm was taken for all.'],
  },
  'the gap comes first of two': {
    files: dicomSeries({ ...plain, slices: [0, 2, 3] }),
    depth: 3,
    step: 2.5,
    warnings: [expect.stringContaining('as if 1 were missing')],
  },
  'two spacings': {
    files: [
      ...dicomSeries({ ...plain, slices: [0, 1, 2] }),
      ...dicomSeries({ ...plain, slices: [0], origin: [-30, -20, 18.6], elements: [uid('2.25.5')] }),
    ],
    depth: 4,
    step: 2.5,
    warnings: ['The slices lie 2.5 to 3.6 mm apart; 2.5 mm was taken for all.'],
  },
  'a slice twice': {
    files: dicomSeries({ ...plain, slices: [0, 1, 1, 2, 3] }),
    depth: 4,
    step: 2.5,
    warnings: [
      'At 1 of 4 positions the series has more than one slice; the first by acquisition and number was taken.',
    ],
  },
  'every file twice': {
    files: [...dicomSeries(plain), ...dicomSeries(plain)],
    depth: 6,
    step: 2.5,
    warnings: ['The series has slices that came twice, 6 of them; each was taken once.'],
  },
  'several volumes': {
    files: dicomSeries({ ...plain, volumes: 3 }).toReversed(),
    depth: 6,
    step: 2.5,
    warnings: ['The series holds 3 volumes of 6 slices (times, echoes or the like); the first was taken.'],
  },
  'several volumes as frames': {
    files: [enhancedDicom({ ...plain, volumes: 2, slices: [5, 3, 4, 0, 1, 2] })],
    depth: 6,
    step: 2.5,
    warnings: ['The series holds 2 volumes of 6 slices (times, echoes or the like); the first was taken.'],
  },
  'a localizer in another direction': {
    files: [...dicomSeries(sagittal), ...dicomSeries(plain)],
    depth: 6,
    step: 2.5,
    warnings: ['The series holds slices of 2 sizes or directions (6 + 1); the largest group was taken.'],
  },
  'a tilted gantry': {
    files: dicomSeries({ ...plain, shear: 0.5 }),
    depth: 6,
    step: 2.5,
    warnings: [
      'The slices are sheared by 11.3 degrees, as those of a tilted gantry; the shear, 2.5 mm from the first slice to the last, was left out (as in ITK).',
    ],
  },
  'no position': {
    files: dicomSeries({ ...plain, elements: [ds(0x00200032, ''), ds(0x00200037, '')] }),
    depth: 6,
    step: 2.5,
    warnings: [expect.stringContaining('does not say where its slices lie')],
  },
  'directions of zeros': {
    files: dicomSeries({ ...plain, elements: [ds(0x00200037, '0\\0\\0\\0\\0\\0')] }),
    depth: 6,
    step: 2.5,
    warnings: [expect.stringContaining('does not say where its slices lie')],
  },
  'no spacing': {
    files: dicomSeries({ ...plain, elements: [ds(0x00280030, '0\\0')] }),
    depth: 6,
    step: 2.5,
    warnings: ['The series names no pixel spacing; 1 mm was taken.'],
  },
  'one slice without thickness': {
    files: dicomSeries({ ...plain, slices: [2], elements: [ds(0x00180050, '')] }),
    depth: 1,
    step: 1,
    warnings: ['The series names no slice thickness; 1 mm was taken.'],
  },
}; // prettier-ignore

function uid(value: string) {
  return { tag: 0x00080018, vr: 'UI', value };
}

describe('what is decided, and told, where a series leaves a doubt', () => {
  it.each(Object.entries(DOUBTS))('%s', async (_what, { files, depth, step, warnings }) => {
    const { volume, warnings: told } = await readImage(files);
    expect(volume.size).toEqual([5, 4, depth]);
    expect(Math.hypot(volume.affine[2], volume.affine[6], volume.affine[10])).toBeCloseTo(step, 6);
    expect(told).toEqual(warnings);
  });

  it('the first volume is that of the first time, wherever its files are', async () => {
    const { volume } = await readImage(dicomSeries({ ...plain, volumes: 3 }).toReversed());
    expect([...volume.voxels]).toEqual(Array.from({ length: 120 }, (_, at) => at));
  });

  it('a shear leaves the slices on each other', async () => {
    const { volume } = await readImage(dicomSeries({ ...plain, shear: 0.5 }));
    expect(volume.affine).toEqual((await readImage(dicomSeries(plain))).volume.affine);
  });

  it('few digits of positions and directions are no doubt', async () => {
    const row = [0.9553, 0.2955, 0] as const;
    const column = [-0.2823, 0.9127, 0.2955] as const;
    const blurred = dicomSeries({ ...plain, row, column }).map((file, at) =>
      at % 2 === 0 ? file : (dicomSeries({ ...plain, row: [0.95534, 0.29552, 0], column })[at] ?? file),
    );
    expect((await readImage(blurred)).warnings).toEqual([]);
  });
});

describe('what is refused', () => {
  it.each([
    ['rows and columns on each other', [ds(0x00200037, '1\\0\\0\\0.9\\0.1\\0')], 'MalformedImage', 'right angles'],
    ['a mosaic', [{ tag: 0x00080008, vr: 'CS', value: 'ORIGINAL\\PRIMARY\\M\\MOSAIC' }], 'UnsupportedImage', 'mosaic'],
    ['tiles', [{ tag: 0x00480006, vr: 'UL', value: [9] }], 'UnsupportedImage', 'tiles'],
    ['one-bit pixels', [{ tag: 0x00280100, vr: 'US', value: [1] }], 'UnsupportedImage', 'pixels of 1 bits'],
    ['more bits than there are', [{ tag: 0x00280101, vr: 'US', value: [17] }], 'UnsupportedImage', 'cannot be'],
    ['a colour space of print', [{ tag: 0x00280004, vr: 'CS', value: 'CMYK' }], 'UnsupportedImage', '"CMYK"'],
    ['a palette', [{ tag: 0x00280004, vr: 'CS', value: 'PALETTE COLOR' }], 'UnsupportedImage', 'PALETTE'],
    ['more frames than pixels', [{ tag: 0x00280008, vr: 'IS', value: '2' }], 'MalformedImage', 'needs 80'],
    ['a million frames', [{ tag: 0x00280008, vr: 'IS', value: '1000000' }], 'LimitExceeded', '1000000 frames'],
    ['fewer frames than pixels', [{ tag: 0x00280011, vr: 'US', value: [1] }], 'MalformedImage', 'of 5 frames'],
  ])('%s', async (_what, elements, tag, words) => {
    const refusal = await refusalOf(readImage(dicomSeries({ elements })));
    expect([refusal.tag, refusal.message]).toEqual([tag, expect.stringContaining(words)]);
  }); // prettier-ignore

  it('more directions than a volume has', async () => {
    const files = Array.from({ length: 257 }, (_, at) => {
      const angle = at / 50;
      const [row, column] = [
        [Math.cos(angle), Math.sin(angle), 0],
        [-Math.sin(angle), Math.cos(angle), 0],
      ] as const;
      return dicomSeries({ row, column, slices: [0], elements: [uid(`2.25.${at + 1}`)] });
    }).flat();
    const refusal = await refusalOf(readImage(files));
    expect([refusal.tag, refusal.message]).toEqual(['UnsupportedImage', expect.stringContaining('256')]);
  });
});
