import { readFile, readdir } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import {
  TYPED_ARRAYS,
  allocateVoxels,
  channelOf,
  makeVolume,
  voxelCount,
  type Affine,
  type Dtype,
  type Volume,
} from '@aiaa/volume';
import { Cancelled, UnfitImage } from '@aiaa/volume/errors';
import {
  AXIS_ALIGNED_AFFINES,
  OBLIQUE_AFFINE,
  OBLIQUE_AFFINES,
  SHEARED_AFFINES,
  chiralVolume,
} from '@aiaa/volume/testing';
import fc from 'fast-check';
import { ITK_SPACE, spaceName } from '../patient-space.js';
import { readImage } from '../read-image.js';
import { temporaryFolder, type TemporaryFolder } from '../testing/temporary-folder.js';
import { writeImage } from '../write-image.js';
import { writeNrrd } from './write-nrrd.js';

let folder: TemporaryFolder;
beforeAll(async () => void (folder = await temporaryFolder()));
afterAll(() => folder.remove());

const DTYPES = Object.keys(TYPED_ARRAYS) as Dtype[]; // the keys of a const table are its key type
const LEVELS = [undefined, 0, 9];

async function written(volume: Volume, level?: number): Promise<Buffer> {
  const path = join(folder.path, 'written.nrrd');
  await writeNrrd(path, volume, level === undefined ? {} : { level });
  return readFile(path);
}

const readBack = (bytes: Uint8Array) => readImage({ bytes, name: 'written.nrrd' });

const headerOf = (file: Buffer): string => file.toString('latin1', 0, file.indexOf('\n\n') + 2);

/** Two channels that differ. */
function twoChannels<D extends Dtype>(dtype: D): Volume<D> {
  const { voxels, size, affine } = chiralVolume(dtype);
  const both = allocateVoxels(dtype, 2 * voxels.length);
  both.set(voxels);
  both.set(voxels.toReversed(), voxels.length);
  return makeVolume<D>({ voxels: both, size, affine, channels: 2 });
}

describe('read after write', () => {
  it.each(DTYPES)('gives %s voxels and channels back at any level', async (dtype) => {
    for (const volume of [chiralVolume(dtype), twoChannels(dtype)]) {
      for (const level of LEVELS) {
        const { volume: back, stored, warnings } = await readBack(await written(volume, level));
        expect([stored, back.dtype, back.size, back.channels, warnings]).toEqual([
          dtype,
          dtype,
          volume.size,
          volume.channels,
          [],
        ]);
        expect(back.voxels).toEqual(volume.voxels);
      }
    }
  });

  it('gives every kind of affine back, number by number', async () => {
    for (const affine of [...AXIS_ALIGNED_AFFINES, ...OBLIQUE_AFFINES, ...SHEARED_AFFINES]) {
      const { volume } = await readBack(await written(chiralVolume('uint8', affine)));
      expect(volume.affine).toEqual(affine.map((value) => value + 0)); // no -0
      expect(volume.voxels).toEqual(chiralVolume('uint8').voxels);
    }
  });

  it('gives any volume back', async () => {
    const step = fc.double({ min: -1e6, max: 1e6, noNaN: true }).map((value) => value + 0);
    const axis = fc.integer({ min: 1, max: 5 });
    const any = fc.record({
      dtype: fc.constantFrom(...DTYPES),
      size: fc.tuple(axis, axis, axis),
      channels: fc.integer({ min: 1, max: 3 }),
      spread: fc.tuple(step, step, step, step, step, step),
      origin: fc.tuple(step, step, step),
      level: fc.constantFrom(...LEVELS),
      seed: fc.nat(),
    });
    await fc.assert(
      fc.asyncProperty(any, async ({ dtype, size, channels, spread, origin, level, seed }) => {
        // Steps of 1e7 along the diagonal outweigh all the others: the grid is never flat.
        const [a, b, c, d, e, f] = spread;
        const [x, y, z] = origin;
        const affine: Affine = [1e7 + a, b, c, x, d, -1e7 - b, e, y, f, a, 1e7 + f, z, 0, 0, 0, 1];
        const voxels = allocateVoxels(dtype, voxelCount(size) * channels).map((_, at) => (at * seed) % 253);
        const volume = makeVolume({ voxels, size, affine, channels });
        const { volume: back } = await readBack(await written(volume, level));
        expect(back).toEqual(volume);
      }),
      { numRuns: 60 },
    );
  });
});

describe('the header', () => {
  it('has the fields that other programs look at', async () => {
    const affine: Affine = [0.9, 0.1, 0, 7, 0, 1 / 3, 1e-7, -20, 0, 0, 2.7, 33.5, 0, 0, 0, 1];
    const size = [3, 2, 1] as const;
    const volume = makeVolume({ voxels: new Uint16Array(6), size, affine });
    const lines = (encoding: string) =>
      [
        'NRRD0004',
        'type: uint16',
        'dimension: 3',
        `space: ${spaceName(ITK_SPACE)}`,
        'sizes: 3 2 1',
        'space directions: (-0.9,0,0) (-0.1,-0.3333333333333333,0) (0,-1e-7,2.7)',
        'kinds: domain domain domain',
        'endian: little',
        `encoding: ${encoding}`,
        'space origin: (-7,20,33.5)',
        '',
        '',
      ].join('\n');
    expect(headerOf(await written(volume))).toBe(lines('gzip'));
    expect(headerOf(await written(volume, 0))).toBe(lines('raw'));
  });

  it('has the channels as a last axis', async () => {
    const header = headerOf(await written(twoChannels('float32')));
    expect(header).toContain('\ndimension: 4\n');
    expect(header).toContain('\nsizes: 11 13 7 2\n');
    expect(header).toMatch(/\nspace directions: (\([^ ]+\) ){3}none\n/);
    expect(header).toContain('\nkinds: domain domain domain list\n');
  });
});

it('level 9 packs closer than level 1, and level 0 not at all', async () => {
  const volume = chiralVolume('int16');
  const [stored, fast, best] = await Promise.all([0, 1, 9].map(async (level) => {
    const path = join(folder.path, `level-${level}.nrrd`);
    await writeImage(path, volume, { level });
    return readFile(path);
  })); // prettier-ignore
  expect(stored.length - headerOf(stored).length).toBe(volume.voxels.byteLength);
  expect(fast.length).toBeLessThan(stored.length);
  expect(best.length).toBeLessThan(fast.length);
});

describe('nothing is written', () => {
  it('of a volume without voxels', async () => {
    const empty = makeVolume({ voxels: new Uint8Array(0), size: [3, 0, 1], affine: OBLIQUE_AFFINE });
    await expect(async () => written(empty)).rejects.toThrow(
      new UnfitImage('The volume has 3 x 0 x 1 voxels; a NRRD file has at least one along each axis.'),
    );
  });

  it('when it is cancelled', async () => {
    const before = await readdir(folder.path);
    const writing = writeImage(join(folder.path, 'never.nrrd'), chiralVolume('uint8'), { signal: AbortSignal.abort() });
    await expect(writing).rejects.toThrow(Cancelled);
    expect(await readdir(folder.path)).toEqual(before);
  }); // prettier-ignore
});

/** What nrrd-js, the parser of the browser clients, makes of a file. It comes without types. */
interface ParsedNrrd {
  readonly type: string;
  readonly sizes: readonly number[];
  readonly endian: string;
  readonly encoding: string;
  readonly space: string;
  readonly spaceDirections: readonly (readonly number[] | null)[];
  readonly spaceOrigin: readonly number[];
  readonly kinds: readonly string[];
  /** Of raw files. */
  readonly data?: ArrayLike<number>;
  /** What follows the header, which clients inflate themselves. */
  readonly buffer: ArrayBuffer;
}
const { parse } = createRequire(import.meta.url)('nrrd-js') as { parse(file: ArrayBuffer): ParsedNrrd };

describe('nrrd-js, as browser clients use it, reads what is written', () => {
  const TYPES: Partial<Record<Dtype, string>> = { float32: 'float', float64: 'double' };

  it.each(DTYPES)('%s', async (dtype) => {
    const complaints = jest.spyOn(console, 'warn').mockReturnValue();
    const volume = twoChannels(dtype);
    const [raw, packed] = [await written(volume, 0), await written(volume)].map((file) =>
      parse(Uint8Array.from(file).buffer),
    );
    for (const parsed of [raw, packed]) {
      expect(parsed).toMatchObject({ type: TYPES[dtype] ?? dtype, endian: 'little', space: spaceName(ITK_SPACE) });
      expect([...parsed.sizes]).toEqual([...volume.size, 2]);
      expect([...parsed.kinds]).toEqual(['domain', 'domain', 'domain', 'list']);
      const [x, , , none] = parsed.spaceDirections;
      const { affine } = volume;
      expect([...(x ?? [])]).toEqual([-affine[0], -affine[4], affine[8]]);
      expect(none).toBeNull();
      expect([...parsed.spaceOrigin]).toEqual([-affine[3], -affine[7], affine[11]]);
    }
    expect([raw.encoding, packed.encoding]).toEqual(['raw', 'gzip']);
    expect(Array.from(raw.data ?? [])).toEqual([...volume.voxels]);
    const { buffer } = volume.voxels;
    expect(Buffer.compare(gunzipSync(new Uint8Array(packed.buffer)), Buffer.from(buffer))).toBe(0);
    // It does not inflate, and says so; of nothing else does it complain.
    expect(complaints.mock.calls).toEqual([['Unsupported NRRD encoding: gzip']]);
    complaints.mockRestore();
  }); // prettier-ignore
});

it('one channel of several is written by itself', async () => {
  const volume = twoChannels('int16');
  const second = makeVolume({ voxels: channelOf(volume, 1), size: volume.size, affine: volume.affine });
  for (const level of LEVELS) {
    expect((await readBack(await written(second, level))).volume.voxels).toEqual(channelOf(volume, 1));
  }
});
