import { IDENTITY_AFFINE, makeLabelMap } from '@aiaa/volume';
import { chiralMask } from '@aiaa/volume/testing';
import { describe, expect, it } from '@jest/globals';
import { organPlane } from './fixtures/random-plane.js';
import { randomSequence } from './fixtures/random-sequence.js';
import { maskToPolygons } from './mask-to-polygons.js';
import { joinSlices, packBorders } from './pack-borders.js';
import { packPolygons } from './pack-polygons.js';
import { thinRing } from './thin-ring.js';
import { traceBorders } from './trace-borders.js';

const mask = makeLabelMap(
  { size: [3, 2, 3], affine: IDENTITY_AFFINE },
  Uint8Array.of(0, 0, 0, 0, 0, 0, 0, 1, 0, 0, 1, 2, 0, 0, 0, 0, 0, 7),
);

describe('maskToPolygons', () => {
  it('lists the rings of each slice along z; an empty slice has an empty list', () => {
    expect(maskToPolygons(mask)).toEqual([
      [],
      [
        [
          [1, 0],
          [2, 1],
          [1, 1],
        ],
      ],
      [[[2, 1]]],
    ]);
  });

  it('follows one label if asked', () => {
    expect(maskToPolygons(mask, { label: 2 })).toEqual([[], [[[2, 1]]], []]);
  });

  it('has one entry for a 2-D image and none for no slice', () => {
    const flat = makeLabelMap({ size: [2, 1, 1], affine: IDENTITY_AFFINE }, Uint8Array.of(0, 3));
    expect(maskToPolygons(flat)).toEqual([[[[1, 0]]]]);
    const none = makeLabelMap({ size: [2, 1, 0], affine: IDENTITY_AFFINE }, new Uint8Array(0));
    expect(maskToPolygons(none)).toEqual([]);
  });

  it('thins each ring as thinRing does', () => {
    const { width, height, values } = organPlane(randomSequence(3), 80);
    const organ = makeLabelMap({ size: [width, height, 1], affine: IDENTITY_AFFINE }, values);
    const [whole] = maskToPolygons(organ);
    const [thinned] = maskToPolygons(organ, { morePoints: 10 });
    expect(whole.length).toBeGreaterThan(1);
    expect(thinned).toEqual(whole.map((ring) => thinRing(ring, 10)));
  });

  it('x is the first voxel index, y the second: the chiral phantom is not mirrored', () => {
    const phantom = chiralMask();
    const [width, height] = phantom.size;
    maskToPolygons(phantom).forEach((rings, k) =>
      rings
        .flat()
        .forEach(([x, y]) => expect(phantom.voxels[x + width * (y + height * k)]).toBeGreaterThan(0)),
    );
    const widths = maskToPolygons(phantom).flat(2);
    expect(Math.max(...widths.map(([x]) => x))).not.toBe(Math.max(...widths.map(([, y]) => y)));
  });

  it('does not see the affine', () => {
    const moved = makeLabelMap(
      { ...mask, affine: [0, -2, 0, 9, 3, 0, 0, 1, 0, 0, -4, 7, 0, 0, 0, 1] },
      mask.voxels,
    );
    expect(maskToPolygons(moved)).toEqual(maskToPolygons(mask));
  });

  it('each slice is what traceBorders says of it', () => {
    const plane = { width: 3, height: 2, values: mask.voxels.subarray(6, 12) };
    expect(maskToPolygons(mask)[1]).toEqual(traceBorders(plane).map(({ ring }) => ring));
  });

  it.each([Uint8Array, Uint16Array])('no slice sees what another has left behind: %p', (Labels) => {
    const random = randomSequence(11);
    const planes = Array.from({ length: 30 }, (_, n) => ({
      width: 61,
      height: 47,
      // a label of 256 is 0 in its lower byte
      values: new Labels(
        Array.from({ length: 61 * 47 }, () => (random() < (n % 5) / 5 ? 256 >> (n % 2) : 0)),
      ),
    }));
    const voxels = new Labels(planes.flatMap(({ values }) => [...values]));
    const stack = makeLabelMap({ size: [61, 47, 30], affine: IDENTITY_AFFINE }, voxels);
    const alone = planes.map((plane) => traceBorders(plane).map(({ ring }) => ring));
    expect(maskToPolygons(stack)).toEqual(alone);
    expect(alone.some((rings) => rings.length > 20)).toBe(true);
  });
});

describe('packBorders', () => {
  it.each([
    ['all labels', {}],
    ['one label', { label: 2 }],
    ['every third point', { morePoints: 2 }],
  ])('packs what maskToPolygons finds: %s', (_, options) => {
    const random = randomSequence(3);
    const voxels = new Uint8Array(60 * 60 * 6);
    for (const slice of [0, 1, 3, 4, 5]) {
      const { values } = organPlane(random, 60);
      voxels.set(
        values.map((label) => label * (1 + (slice % 2))),
        slice * 60 * 60,
      );
    }
    const stack = makeLabelMap({ size: [60, 60, 6], affine: IDENTITY_AFFINE }, voxels);
    const packed = joinSlices([...packBorders(stack, options)]);
    expect(packed).toEqual(packPolygons(maskToPolygons(stack, options)));
    expect(packed.vertices.length).toBeGreaterThan(2);
  });

  it('throws as traceBorders does', () => {
    expect(() => [...packBorders(mask, { label: 0 })]).toThrow(RangeError);
    expect(() => [...packBorders(mask, { morePoints: 0.5 })]).toThrow(RangeError);
  });
});
