import { describe, expect, it } from '@jest/globals';
import { IDENTITY_AFFINE, makeLabelMap, type LabelMap, type Size } from '@aiaa/volume';
import { chiralMask } from '@aiaa/volume/testing';
import fc from 'fast-check';
import { fromGolden, goldenCases, goldenInput, type GoldenArray } from '../fixtures/golden.js';
import { isOnBorder, slowComponents } from '../fixtures/slow-components.js';
import { centroids } from './centroids.js';
import { discretise } from './discretise.js';
import { fillHoles } from './fill-holes.js';
import { keepLargestComponent, type KeepLargestComponentArgs } from './keep-largest-component.js';
import { largestComponent } from './largest-component.js';
import { transformLabels } from './transform-labels.js';

const labelsOf = (array: GoldenArray): LabelMap => {
  const { size, voxels } = fromGolden(array);
  return labels(size, voxels);
};

const labels = (size: Size, values: Iterable<number>): LabelMap =>
  makeLabelMap({ size, affine: IDENTITY_AFFINE }, Uint8Array.from(values));

/** One slice, drawn: a row of digits for each y. */
const picture = (...rows: readonly string[]): LabelMap =>
  labels([rows[0]?.length ?? 0, rows.length, 1], [...rows.join('')].map(Number));

/** MONAI's words for our arguments, as the golden cases hold them. */
function argsOf(args: Readonly<Record<string, unknown>>): KeepLargestComponentArgs {
  // our own committed file: its words are MONAI's, with values of these types
  const given = args as { applied_labels?: number[]; independent?: boolean; connectivity?: 1 | 2 | 3; num_components?: number }; // prettier-ignore
  const { applied_labels, independent, connectivity, num_components } = given;
  return {
    ...(applied_labels === undefined ? {} : { appliedLabels: applied_labels }),
    ...(independent === undefined ? {} : { independent }),
    ...(connectivity === undefined ? {} : { connectivity }),
    ...(num_components === undefined ? {} : { numComponents: num_components }),
  };
}

// the inputs of these cases are written out
const inputOf = (input: object): LabelMap => labelsOf(input as GoldenArray);

describe('agreement with MONAI 1.5', () => {
  it.each(goldenCases('monai-labels', 'klcc-'))('of KeepLargestConnectedComponent: $id', (golden) => {
    const kept = keepLargestComponent(inputOf(golden.in), argsOf(golden.args));
    expect(kept).toEqual(labelsOf(golden.out));
  });

  it.each(goldenCases('monai-labels', 'fillholes-'))('of FillHoles: $id', (golden) => {
    expect(fillHoles(inputOf(golden.in), argsOf(golden.args))).toEqual(labelsOf(golden.out));
  });

  it('at the end of a whole segmentation', () => {
    const [{ out }] = goldenCases<Record<'argmax' | 'klcc', GoldenArray>>('monai-end-to-end', 'e2e-seg');
    const kept = keepLargestComponent(labelsOf(out.argmax), { appliedLabels: [1, 2] });
    expect([...kept.voxels]).toEqual([...labelsOf(out.klcc).voxels]);
  });

  it('of the one-hot arg-max: its channel of ones is the label', () => {
    const [{ in: input, out }] = goldenCases('monai-labels', 'post-argmax-onehot');
    const decided = discretise({ volume: goldenInput(input, 400), decide: { kind: 'arg-max' } });
    const hot = fromGolden(out);
    const count = decided.voxels.length;
    expect([...decided.voxels].map((label, at) => hot.voxels[label * count + at])).toEqual(
      new Array(count).fill(1),
    );
    expect(hot.voxels.reduce((sum, value) => sum + value)).toBe(count);
  });
});

describe('agreement with a flood, voxel by voxel', () => {
  const sizes = fc.oneof(
    fc.tuple(fc.integer({ min: 1, max: 6 }), fc.integer({ min: 1, max: 6 }), fc.integer({ min: 1, max: 5 })),
    fc.tuple(fc.integer({ min: 4, max: 9 }), fc.integer({ min: 4, max: 9 }), fc.constant(1)),
  );
  const maps = sizes.chain((size) => {
    const length = size[0] * size[1] * size[2];
    const voxels = fc.array(fc.constantFrom(0, 0, 1, 1, 2, 3), { minLength: length, maxLength: length });
    return voxels.map((values) => labels(size, values));
  });
  const mostlyFull = sizes.chain((size) => {
    const length = size[0] * size[1] * size[2];
    const voxels = fc.array(fc.constantFrom(0, 1, 1, 1, 1, 2, 2), { minLength: length, maxLength: length });
    return voxels.map((values) => labels(size, values));
  });
  const connectivities = fc.constantFrom(1 as const, 2 as const, 3 as const);
  const applied = fc.constantFrom(undefined, [1], [2, 1], [0, 1], [7, 3]);
  const runs = { seed: 11, numRuns: 400 };

  it('of keepLargestComponent', () => {
    fc.assert(
      fc.property(
        maps,
        applied,
        fc.record({
          connectivity: connectivities,
          independent: fc.boolean(),
          numComponents: fc.integer({ min: 1, max: 3 }),
        }),
        (map, appliedLabels, rest) => {
          const args = { ...rest, ...(appliedLabels && { appliedLabels }) };
          expect([...keepLargestComponent(map, args).voxels]).toEqual(keptSlowly(map, args));
        },
      ),
      runs,
    );
  });

  it('of fillHoles', () => {
    fc.assert(
      fc.property(mostlyFull, connectivities, applied, (map, connectivity, appliedLabels) => {
        const args = { connectivity, ...(appliedLabels && { appliedLabels }) };
        expect([...fillHoles(map, args).voxels]).toEqual(
          filledSlowly(map, connectivity, appliedLabels ?? [1, 2]),
        );
      }),
      runs,
    );
  });

  it('of largestComponent', () => {
    fc.assert(
      fc.property(maps, (map) => {
        const components = slowComponents(map, (label) => label, 1);
        const most = Math.max(...components.map(({ length }) => length));
        const [first = []] = components.filter(({ length }) => length === most);
        expect([...largestComponent(map).voxels]).toEqual(
          Array.from(map.voxels, (_, at) => (first.includes(at) ? 1 : 0)),
        );
      }),
      runs,
    );
  });

  it('of keepLargestComponent with 16-bit labels', () => {
    fc.assert(
      fc.property(maps, connectivities, (map, connectivity) => {
        const wide = makeLabelMap(
          map,
          Uint16Array.from(map.voxels, (label) => label * 300),
        );
        const narrow = keepLargestComponent(map, { connectivity });
        expect([...keepLargestComponent(wide, { connectivity }).voxels]).toEqual(
          Array.from(narrow.voxels, (label) => label * 300),
        );
      }),
      { ...runs, numRuns: 50 },
    );
  });
});

describe('keepLargestComponent', () => {
  it.each([
    ['drops specks', {}, ['1100', '0001'], ['1100', '0000']],
    [
      'of equals keeps the one at greater x, which MONAI meets later',
      {},
      ['01', '00', '10'],
      ['01', '00', '00'],
    ],
    ['joins through corners', {}, ['10', '01'], ['10', '01']],
    ['or through faces alone', { connectivity: 1 }, ['110', '001'], ['110', '000']],
    ['keeps as many as it is told', { numComponents: 2 }, ['10101', '10100'], ['10100', '10100']],
    ['keeps one of each label', {}, ['1022', '0100', '2001'], ['1022', '0100', '0000']],
    ['leaves labels alone that are not named', { appliedLabels: [2] }, ['101', '022'], ['101', '022']],
    ['judges labels together', { independent: false }, ['120', '003', '300'], ['120', '003', '000']],
  ] satisfies [string, KeepLargestComponentArgs, string[], string[]][])('%s', (_, args, before, after) => {
    expect(keepLargestComponent(picture(...before), args)).toEqual(picture(...after));
  });

  it('leaves what it was given, and an empty map, as they are', () => {
    const before = picture('101');
    keepLargestComponent(before);
    expect(before).toEqual(picture('101'));
    expect(keepLargestComponent(picture('000'))).toEqual(picture('000'));
  });
});

describe('largestComponent', () => {
  it.each([
    ['makes a mask of the largest part', ['2201', '2001'], ['1100', '1000']],
    ['takes labels that touch for different parts', ['1122', '1000'], ['1100', '1000']],
    ['of equals keeps the one at the least x', ['01', '00', '10'], ['00', '00', '10']],
    ['of nothing makes nothing', ['00'], ['00']],
  ])('%s', (_, before, after) => {
    expect(largestComponent(picture(...before))).toEqual(picture(...after));
  });
});

describe('fillHoles', () => {
  it.each([
    ['fills a ring', {}, ['111', '101', '111'], ['111', '111', '111']],
    ['overwrites other labels', {}, ['111', '121', '111'], ['111', '111', '111']],
    ['fills only the labels named', { appliedLabels: [2] }, ['111', '101', '111'], ['111', '101', '111']],
    ['lets the outside in by corners', {}, ['0110', '1011', '0110'], ['0110', '1011', '0110']],
    ['but for connectivity 1', { connectivity: 1 as const }, ['010', '101', '010'], ['010', '111', '010']],
  ])('%s', (_, args, before, after) => {
    expect(fillHoles(picture(...before), args)).toEqual(picture(...after));
  });

  it('finds no hole in a tube that is open at both ends', () => {
    const ring = [1, 1, 1, 1, 0, 1, 1, 1, 1];
    const tube = labels([3, 3, 3], [...ring, ...ring, ...ring]);
    expect(fillHoles(tube)).toEqual(tube);
  });
});

describe('labelFilter', () => {
  it('turns every label that is not named into background', () => {
    const filtered = transformLabels(picture('0123'), [{ kind: 'label-filter', appliedLabels: [1, 3, 900] }]);
    expect(filtered).toEqual(picture('0103'));
  });
});

describe('transformLabels', () => {
  it('takes one after the other: a filled ring outweighs a block', () => {
    const map = picture('1110111', '1010110', '1110110');
    const [keep, fill] = [{ kind: 'keep-largest-component' }, { kind: 'fill-holes' }] as const;
    expect(transformLabels(map, [fill, keep])).toEqual(picture('1110000', '1110000', '1110000'));
    expect(transformLabels(map, [{ kind: 'largest-component' }, fill])).toEqual(
      picture('1110000', '1110000', '1110000'),
    );
    expect(transformLabels(map, [])).toBe(map);
  });
});

describe('centroids', () => {
  it('are means cut to whole voxels, one for each label that occurs', () => {
    expect(centroids(picture('30011', '30000', '00001'))).toEqual([
      { label: 1, voxel: [3, 0, 0] },
      { label: 3, voxel: [0, 0, 0] },
    ]);
    expect(centroids(picture('00'))).toEqual([]);
  });

  it('are what the sum over every voxel says', () => {
    const map = chiralMask();
    const [width, height] = map.size;
    const places = [...map.voxels.keys()].filter((at) => map.voxels[at] === 1);
    const mean = (of: (at: number) => number): number =>
      Math.trunc(places.reduce((sum, at) => sum + of(at), 0) / places.length);
    const voxel = [mean((at) => at % width), mean((at) => Math.floor(at / width) % height), mean((at) => Math.floor(at / (width * height)))]; // prettier-ignore
    expect(centroids(map)).toEqual([{ label: 1, voxel }]);
  });
});

function keptSlowly(
  map: LabelMap,
  args: Required<Omit<KeepLargestComponentArgs, 'appliedLabels'>> & KeepLargestComponentArgs,
) {
  const { appliedLabels, independent, connectivity, numComponents } = args;
  const labels = appliedLabels ?? [1, 2, 3];
  const kept = [...map.voxels];
  for (const group of independent ? labels.map((label) => [label]) : [labels]) {
    const components = slowComponents(map, (label) => (group.includes(label) ? 1 : 0), connectivity);
    // argsort, reversed: ascending and stable, then the last become the first
    const descending = components.toSorted((a, b) => a.length - b.length).reverse();
    for (const at of descending.slice(numComponents).flat()) kept[at] = 0;
  }
  return kept;
}

function filledSlowly(map: LabelMap, connectivity: number, appliedLabels: readonly number[]): number[] {
  const filled = Uint8Array.from(map.voxels);
  for (const label of appliedLabels.filter((label) => label > 0).toSorted()) {
    const others = slowComponents(
      makeLabelMap(map, filled),
      (other) => (other === label ? 0 : 1),
      connectivity,
    );
    for (const component of others) {
      if (!component.some((at) => isOnBorder(map.size, at))) component.forEach((at) => (filled[at] = label));
    }
  }
  return [...filled];
}
