import { expect, it } from '@jest/globals';
import { axisCodes, orientationOf } from '@aiaa/volume';
import { chiralVolume } from '@aiaa/volume/testing';
import { buildChain, buildTransform } from './build.js';

it('builds a transform from its kind and arguments', () => {
  const { volume } = buildTransform({ kind: 'orientation', axcodes: 'PIR' })(chiralVolume('int16'));
  expect(axisCodes(orientationOf(volume.affine))).toBe('PIR');
});

it('refuses axis codes that name no orientation before any volume comes', () => {
  expect(() => buildTransform({ kind: 'orientation', axcodes: 'RRS' })).toThrow(RangeError);
});

it('builds a chain that applies its specs in their order', () => {
  const crop = { kind: 'spatial-crop', start: [0, 0, 0], end: [4, 9, 9] } as const;
  const turn = { kind: 'orientation', axcodes: 'SRA' } as const;
  const volume = chiralVolume('int16');
  expect(buildChain([crop, turn])(volume).volume.size).toEqual([7, 4, 9]);
  expect(buildChain([turn, crop])(volume).volume.size).toEqual([4, 9, 9]);
});
