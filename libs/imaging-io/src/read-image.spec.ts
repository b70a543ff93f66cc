import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { linearIndex } from '@aiaa/volume';
import { Cancelled } from '@aiaa/volume/errors';
import { readImage, type ReadOptions } from './read-image.js';
import { niftiBytes, type NiftiFields } from './testing/nifti-bytes.js';
import { refusalOf } from './testing/refusal.js';
import { temporaryFolder, type TemporaryFolder } from './testing/temporary-folder.js';

let folder: TemporaryFolder;
beforeAll(async () => void (folder = await temporaryFolder()));
afterAll(() => folder.remove());

let made = 0;
async function read(bytes: Uint8Array, name = 'image.nii', options?: ReadOptions) {
  return readImage({ path: await folder.put(`${made++}`, bytes), name }, options);
}

/** 24 numbers, -5 to 18, as one datatype stores them; unsigned ones hold them modulo their range. */
function stored(bytes: number, put: (view: DataView, at: number, value: number) => void): Uint8Array {
  const voxels = new Uint8Array(24 * bytes);
  for (let at = 0; at < 24; at++) put(new DataView(voxels.buffer), at * bytes, at - 5);
  return voxels;
}

describe('every scalar type, in both byte orders and versions', () => {
  interface ScalarType {
    readonly name: string;
    readonly datatype: number;
    readonly bytes: number;
    readonly dtype: string;
    /** What -5 reads as. */
    readonly first: number;
    readonly put: (view: DataView, at: number, value: number, little: boolean) => void;
  }
  const TYPES: readonly ScalarType[] = [
    { name: 'uint8', datatype: 2, bytes: 1, dtype: 'uint8', first: 251, put: (v, at, n) => v.setUint8(at, n) },
    { name: 'int8', datatype: 256, bytes: 1, dtype: 'int8', first: -5, put: (v, at, n) => v.setInt8(at, n) },
    { name: 'int16', datatype: 4, bytes: 2, dtype: 'int16', first: -5, put: (v, at, n, e) => v.setInt16(at, n, e) },
    { name: 'uint16', datatype: 512, bytes: 2, dtype: 'uint16', first: 65_531, put: (v, at, n, e) => v.setUint16(at, n, e) },
    { name: 'int32', datatype: 8, bytes: 4, dtype: 'int32', first: -5, put: (v, at, n, e) => v.setInt32(at, n, e) },
    { name: 'uint32', datatype: 768, bytes: 4, dtype: 'uint32', first: 4_294_967_291, put: (v, at, n, e) => v.setUint32(at, n, e) },
    { name: 'int64', datatype: 1024, bytes: 8, dtype: 'float64', first: -5, put: (v, at, n, e) => v.setBigInt64(at, BigInt(n), e) },
    { name: 'uint64', datatype: 1280, bytes: 8, dtype: 'float64', first: 2 ** 64, put: (v, at, n, e) => v.setBigUint64(at, BigInt(n), e) },
    { name: 'float32', datatype: 16, bytes: 4, dtype: 'float32', first: -5, put: (v, at, n, e) => v.setFloat32(at, n, e) },
    { name: 'float64', datatype: 64, bytes: 8, dtype: 'float64', first: -5, put: (v, at, n, e) => v.setFloat64(at, n, e) },
  ]; // prettier-ignore

  it.each(TYPES)('$name (code $datatype)', async ({ datatype, bytes, dtype, first, put }) => {
    for (const littleEndian of [true, false]) {
      const voxels = stored(bytes, (view, at, value) => put(view, at, value, littleEndian));
      const fields: NiftiFields = { datatype, bitpix: 8 * bytes, voxels, littleEndian };
      for (const file of [
        niftiBytes(fields),
        gzipSync(niftiBytes(fields)),
        niftiBytes({ ...fields, version: 2 }),
      ]) {
        const { volume } = await read(file);
        expect([volume.dtype, volume.size, volume.channels]).toEqual([dtype, [2, 3, 4], 1]);
        expect([volume.voxels[0], volume.voxels[5], volume.voxels[23]]).toEqual([first, 0, 18]);
        expect(volume.voxels).toHaveLength(24);
      }
    }
  });

  it('rounds 64-bit integers once, to the nearest float64', async () => {
    const numbers = [
      2n ** 53n + 1n,
      2n ** 63n - 1n,
      -(2n ** 63n),
      -1n,
      0n,
      2n ** 32n - 1n,
      -(2n ** 40n) - 3n,
    ];
    const voxels = new Uint8Array(BigInt64Array.from({ length: 24 }, (_, at) => numbers[at] ?? 7n).buffer);
    const { volume } = await read(niftiBytes({ datatype: 1024, bitpix: 64, voxels }));
    expect(Array.from(volume.voxels.slice(0, 7))).toEqual(numbers.map(Number));
  });

  it.each([
    [1, 1, 'binary'],
    [32, 64, 'complex64'],
    [128, 24, 'RGB24'],
    [1536, 128, 'float128'],
    [1792, 128, 'complex128'],
    [2048, 256, 'complex256'],
    [2304, 32, 'RGBA32'],
  ])('code %d is refused by name', async (datatype, bitpix, name) => {
    const refusal = await refusalOf(read(niftiBytes({ datatype, bitpix })));
    expect([refusal.tag, refusal.message]).toEqual(['UnsupportedImage', expect.stringContaining(name)]);
  });
});

it('several paths are the channels of one volume', async () => {
  const paths = [await folder.put('t1.nii', niftiBytes()), await folder.put('t2.nii', niftiBytes())];
  expect((await readImage(paths)).volume.channels).toBe(2);
});

it('an axis after the third that is left at 0 is one of 1', async () => {
  const { volume } = await read(niftiBytes({ dim: [5, 2, 3, 4, 0, 0] }));
  expect([volume.size, volume.channels]).toEqual([[2, 3, 4], 1]);
});

describe('scaling', () => {
  const int16 = stored(2, (view, at, value) => view.setInt16(at, value, true));

  it.each([
    ['nothing to do', { slope: 1, inter: 0 }, 'int16', [-5, -4, 18]],
    ['value * slope + inter', { slope: 0.5, inter: -7 }, 'float32', [-9.5, -9, 2]],
    ['an intercept alone', { slope: 1, inter: -1024 }, 'float32', [-1029, -1028, -1006]],
    ['a negative slope', { slope: -2, inter: 0 }, 'float32', [10, 8, -36]],
    ['slope 0: none, the intercept ignored', { slope: 0, inter: 5 }, 'int16', [-5, -4, 18]],
    ['slope NaN: none', { slope: NaN, inter: 5 }, 'int16', [-5, -4, 18]],
    ['slope infinite: none', { slope: Infinity, inter: NaN }, 'int16', [-5, -4, 18]],
  ])('%s', async (_what, scale, dtype, expected) => {
    const { volume } = await read(niftiBytes({ ...scale, voxels: int16 }));
    expect([volume.dtype, [0, 1, 23].map((at) => volume.voxels[at])]).toEqual([dtype, expected]);
  });

  it.each([
    [2, 8, 'float32', 256 - 5],
    [256, 8, 'float32', -5],
    [8, 32, 'float32', -5],
    [16, 32, 'float32', -5],
    [64, 64, 'float64', -5],
    [1024, 64, 'float64', -5],
  ])('of datatype %d (%d bits) happens in place, as %s', async (datatype, bitpix, dtype, first) => {
    const put = (view: DataView, at: number, value: number): void => {
      if (bitpix === 8) view.setInt8(at, value);
      else if (datatype === 8) view.setInt32(at, value, true);
      else if (datatype === 16) view.setFloat32(at, value, true);
      else if (datatype === 64) view.setFloat64(at, value, true);
      else view.setBigInt64(at, BigInt(value), true);
    };
    const voxels = stored(bitpix / 8, put);
    const { volume } = await read(niftiBytes({ datatype, bitpix, voxels, slope: 3, inter: 0.5 }));
    expect(volume.dtype).toBe(dtype);
    expect([volume.voxels[0], volume.voxels[23]]).toEqual([3 * first + 0.5, 54.5]);
    expect(volume.voxels.buffer.byteLength).toBe(24 * (dtype === 'float32' ? 4 : 8));
  });

  it('by an intercept that is no number is refused', async () => {
    expect((await refusalOf(read(niftiBytes({ slope: 2, inter: NaN })))).tag).toBe('MalformedImage');
  });
});

describe('the shape', () => {
  it('puts x fastest, then y, then z', async () => {
    const { volume } = await read(niftiBytes({ voxels: stored(2, (v, at, n) => v.setInt16(at, n, true)) }));
    expect(volume.voxels[linearIndex(volume.size, 1, 2, 3)]).toBe(1 + 2 * (2 + 3 * 3) - 5);
  });

  it.each([
    [[1, 24], [24, 1, 1], 1, 'one axis'],
    [[2, 6, 4], [6, 4, 1], 1, 'a plane'],
    [[3, 2, 3, 4, 0, 0, 0, 0], [2, 3, 4], 1, 'axes that are not declared do not count'],
    [[4, 2, 3, 4, 1], [2, 3, 4], 1, 'one frame'],
    [[7, 2, 3, 4, 1, 1, 1, 1], [2, 3, 4], 1, 'one of everything'],
    [[4, 2, 3, 1, 4, 0, 0, 0], [2, 3, 1], 4, 'axis 4: time'],
    [[5, 2, 3, 1, 1, 4, 0, 0], [2, 3, 1], 4, 'axis 5: the parts of a vector'],
    [[5, 1, 2, 3, 2, 2, 0, 0], [1, 2, 3], 4, 'both, in the order of the file'],
    [[7, 1, 2, 3, 2, 1, 1, 2], [1, 2, 3], 4, 'any further axis'],
  ])('dim %j is %j and %d channels: %s', async (dim, size, channels) => {
    const voxels = stored(2, (view, at, value) => view.setInt16(at, value, true));
    const { volume } = await read(niftiBytes({ dim, voxels }));
    expect([volume.size, volume.channels]).toEqual([size, channels]);
    expect([...volume.voxels]).toEqual(Array.from({ length: 24 }, (_, at) => at - 5));
  });
});

describe('what lies between header and voxels', () => {
  const voxels = stored(2, (view, at, value) => view.setInt16(at, value, true));

  it.each([20, 4 + 3, (3 << 20) + 5])('%d bytes are passed over', async (length) => {
    const between = new Uint8Array(length).fill(0x55);
    for (const file of [
      niftiBytes({ between, voxels }),
      gzipSync(niftiBytes({ version: 2, between, voxels })),
    ]) {
      expect(Array.from((await read(file)).volume.voxels.subarray(0, 3))).toEqual([-5, -4, -3]);
    }
  });

  it.each([
    ['no extension follows', [0, 0, 0, 0]],
    ['an extension of 0 bytes', [1, 0, 0, 0, 0, 0, 0, 0, 6, 0, 0, 0]],
    ['one of 2 GiB', [1, 0, 0, 0, 0xff, 0xff, 0xff, 0x7f, 6, 0, 0, 0]],
    ['one of less than nothing', [1, 0, 0, 0, 0xf0, 0xff, 0xff, 0xff, 6, 0, 0, 0]],
    ['one that reaches into the voxels', [1, 0, 0, 0, 32, 0, 0, 0, 6, 0, 0, 0]],
    ['a flag that is none', [0xff, 0xff, 0xff, 0xff]],
  ])('where they begin is what vox_offset says: %s', async (_what, between) => {
    const { volume } = await read(niftiBytes({ between: Uint8Array.from(between), voxels }));
    expect([...volume.voxels]).toEqual(Array.from({ length: 24 }, (_, at) => at - 5));
  });
});

describe('gzip', () => {
  const file = niftiBytes({ voxels: stored(2, (view, at, value) => view.setInt16(at, value, true)) });

  it('of several members is one file', async () => {
    const members = [file.subarray(0, 100), file.subarray(100, 360), file.subarray(360)].map((part) =>
      gzipSync(part),
    );
    expect((await read(Buffer.concat(members))).volume.voxels[23]).toBe(18);
  });

  it('may be called anything, and a plain file may be called .nii.gz', async () => {
    expect((await read(gzipSync(file), 'upload')).volume.voxels[23]).toBe(18);
    expect((await read(file, 'image.nii.gz')).volume.voxels[23]).toBe(18);
  });

  it('with more in it than the header declares is read as far as declared', async () => {
    expect(
      (await read(gzipSync(Buffer.concat([file, new Uint8Array(64 << 20)])))).volume.voxels,
    ).toHaveLength(24);
  });

  it('of an empty mask, a thousand to one, is read', async () => {
    const empty = niftiBytes({
      dim: [3, 256, 256, 64],
      datatype: 2,
      bitpix: 8,
      voxels: new Uint8Array(1 << 22),
    });
    const packed = gzipSync(empty, { level: 9 });
    expect(empty.length / packed.length).toBeGreaterThan(900);
    expect((await read(packed)).volume.voxels).toHaveLength(1 << 22);
  });
});

describe('a cancelled read', () => {
  it('ends before it begins', async () => {
    const refusal = await refusalOf(read(niftiBytes(), 'image.nii', { signal: AbortSignal.abort() }));
    expect(refusal).toBeInstanceOf(Cancelled);
  });

  it.each([niftiBytes(), gzipSync(niftiBytes())])('ends before its first byte (%#)', async (file) => {
    const controller = new AbortController();
    const reading = refusalOf(read(file, 'image.nii', { signal: controller.signal }));
    controller.abort();
    expect(await reading).toBeInstanceOf(Cancelled);
  });

  it('ends under way', async () => {
    const header = niftiBytes({
      dim: [3, 2048, 1024, 1024],
      datatype: 2,
      bitpix: 8,
      voxels: new Uint8Array(0),
    });
    const zeros = gzipSync(new Uint8Array(16 << 20), { level: 1 });
    const file = Buffer.concat([gzipSync(header), ...Array<Buffer>(128).fill(zeros)]); // 2 GiB, inflated
    const path = await folder.put('long.nii.gz', file);
    const controller = new AbortController();
    const reading = refusalOf(readImage({ path }, { signal: controller.signal }));
    setTimeout(() => controller.abort(), 20);
    expect(await reading).toBeInstanceOf(Cancelled);
  });
});

it('leaves what the file system refuses as it is', async () => {
  await expect(readImage({ path: join(folder.path, 'absent.nii') })).rejects.toMatchObject({
    code: 'ENOENT',
  });
});

it('refuses a folder', async () => {
  expect((await refusalOf(readImage({ path: folder.path }))).tag).toBe('UnsupportedImage');
});
