import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { readImage, type ReadOptions } from './read-image.js';
import { niftiBytes } from './testing/nifti-bytes.js';
import { endsOf } from './testing/ends-of.js';
import { randomNumbers } from './testing/random-numbers.js';
import { refusalOf } from './testing/refusal.js';
import { temporaryFolder, type TemporaryFolder } from './testing/temporary-folder.js';

let folder: TemporaryFolder;
beforeAll(async () => void (folder = await temporaryFolder()));
afterAll(() => folder.remove());

let made = 0;
async function read(bytes: Uint8Array, name = 'image.nii.gz', options?: ReadOptions) {
  return readImage({ path: await folder.put(`${made++ % 50}`, bytes), name }, options);
}

const sound = niftiBytes({ voxels: Uint8Array.from({ length: 48 }, (_, at) => (at * 37) % 251) });
const packed = gzipSync(sound);
const cut = (bytes: Uint8Array, length: number): Uint8Array => bytes.subarray(0, length);
const flipped = (bytes: Uint8Array, at: number): Uint8Array =>
  bytes.map((byte, i) => (i === at ? byte ^ 0x40 : byte));

describe('each of these is refused by one clear sentence', () => {
  it.each<[string, Uint8Array, string, RegExp]>([
    ['text called .nii.gz', Buffer.from('hello, this is no image'), 'UnsupportedImage', /"image.nii.gz" holds no image/],
    ['text, gzipped', gzipSync('hello, this is no image'), 'UnsupportedImage', /holds no image/],
    ['an empty file', new Uint8Array(0), 'UnsupportedImage', /is empty/],
    ['nothing, gzipped', gzipSync(''), 'UnsupportedImage', /is empty/],
    ['gzip in gzip', gzipSync(packed), 'UnsupportedImage', /compressed twice/],
    ['gzip cut in its own header', cut(packed, 6), 'MalformedImage', /gzip stream is cut short/],
    ['gzip cut in the image header', cut(packed, 40), 'MalformedImage', /gzip stream is cut short/],
    ['gzip cut in its checksum', cut(packed, packed.length - 3), 'MalformedImage', /gzip stream is cut short/],
    ['gzip with a wrong checksum', flipped(packed, packed.length - 6), 'MalformedImage', /gzip stream is corrupt/],
    ['gzip damaged in the middle', flipped(packed, 30), 'MalformedImage', /gzip stream is corrupt/],
    ['a header cut short', cut(sound, 200), 'MalformedImage', /ends 148 bytes before the end of its header/],
    ['a header alone', cut(sound, 352), 'MalformedImage', /declares 52 bytes after it; the file can hold no more than 4 bytes: it is cut short/],
    ['voxels cut short', cut(sound, 399), 'MalformedImage', /declares 52 bytes after it; .* no more than 51 bytes/],
    ['voxels cut short, gzipped', gzipSync(cut(sound, 399)), 'MalformedImage', /ends 1 bytes before the end of its voxels/],
    ['the header of a pair', niftiBytes({ magic: 'ni1\0' }), 'UnsupportedImage', /"image.nii.gz" is a header whose voxels are in another file, "image.nii.img", which is missing: send both/],
    ['the header of a NIfTI-2 pair', niftiBytes({ version: 2, magic: 'ni2\0\r\n\x1a\n' }), 'UnsupportedImage', /which is missing: send both/],
    ['a magic that is none', niftiBytes({ magic: 'abc\0' }), 'MalformedImage', /magic "abc"/],
    ['NIfTI-2 sent as text', niftiBytes({ version: 2, magic: 'n+2\0\n\x1a\n\0' }), 'MalformedImage', /damaged/],
    ['no dimension', niftiBytes({ dim: [0, 2, 3, 4] }), 'MalformedImage', /declares 0 dimensions/],
    ['eight dimensions', niftiBytes({ dim: [8, 2, 3, 4] }), 'MalformedImage', /declares 8 dimensions/],
    ['less than no dimension', niftiBytes({ dim: [-3, 2, 3, 4] }), 'MalformedImage', /declares -3 dimensions/],
    ['an axis of 0', niftiBytes({ dim: [3, 2, 0, 4] }), 'MalformedImage', /2 x 0 x 4/],
    ['a negative axis', niftiBytes({ dim: [3, 2, 3, -4] }), 'MalformedImage', /2 x 3 x -4/],
    ['30000 frames', niftiBytes({ dim: [4, 512, 512, 100, 3e4] }), 'LimitExceeded', /512 x 512 x 100 x 30000 voxels, 1.4 TiB/],
    ['2^40 along seven axes', niftiBytes({ version: 2, dim: [7, ...Array<number>(7).fill(2 ** 40)] }), 'LimitExceeded', /PiB in memory/],
    ['a negative axis after the third', niftiBytes({ dim: [4, 2, 3, 4, -1] }), 'MalformedImage', /2 x 3 x 4 x -1/],
    ['a negative axis in NIfTI-2', niftiBytes({ version: 2, dim: [3, -2, 3, 4] }), 'MalformedImage', /voxels; every axis/],
    ['30000 voxels along each axis', niftiBytes({ dim: [3, 3e4, 3e4, 3e4] }), 'LimitExceeded', /30000 x 30000 x 30000 voxels, 49.1 TiB in memory; the limit is 4 GiB/],
    ['2^40 along an axis', niftiBytes({ version: 2, dim: [3, 2 ** 40, 2 ** 40, 2 ** 40] }), 'LimitExceeded', /PiB/],
    ['1 GiB in 400 bytes', niftiBytes({ dim: [3, 1024, 1024, 512] }), 'MalformedImage', /declares 1 GiB after it; .* no more than 52 bytes/],
    ['1 GiB in a few bytes of gzip', gzipSync(niftiBytes({ dim: [3, 1024, 1024, 512] })), 'MalformedImage', /declares 1 GiB after it; the file can hold no more/],
    ['voxels in the header', niftiBytes({ voxOffset: 300 }), 'MalformedImage', /begin at byte 300; .* from 352 on/],
    ['voxels at byte 0', niftiBytes({ voxOffset: 0 }), 'MalformedImage', /begin at byte 0/],
    ['voxels before the file', niftiBytes({ voxOffset: -352 }), 'MalformedImage', /begin at byte -352/],
    ['voxels between two bytes', niftiBytes({ voxOffset: 352.5 }), 'MalformedImage', /begin at byte 352.5/],
    ['voxels nowhere', niftiBytes({ voxOffset: NaN }), 'MalformedImage', /begin at byte NaN/],
    ['voxels at infinity', niftiBytes({ voxOffset: Infinity }), 'MalformedImage', /begin at byte Infinity/],
    ['voxels in the header of NIfTI-2', niftiBytes({ version: 2, voxOffset: 352 }), 'MalformedImage', /from 544 on/],
    ['voxels after the end', niftiBytes({ voxOffset: 4000 }), 'MalformedImage', /declares 3.6 KiB after it/],
    ['voxels far after the end', niftiBytes({ voxOffset: 2 ** 51 }), 'LimitExceeded', /2 x 3 x 4 voxels, 2 PiB with the bytes before them; the limit is 4 GiB/],
    ['bits that are not those of the type', niftiBytes({ bitpix: 8 }), 'MalformedImage', /int16 voxels of 8 bits; they have 16/],
    ['a type that is none', niftiBytes({ datatype: 9999 }), 'MalformedImage', /datatype 9999/],
    ['no type', niftiBytes({ datatype: 0 }), 'MalformedImage', /datatype 0/],
    ['an affine of NaN', niftiBytes({ srow: Array<number>(12).fill(NaN) }), 'MalformedImage', /not finite/],
    ['an affine that flattens', niftiBytes({ srow: Array<number>(12).fill(1) }), 'MalformedImage', /flattens/],
  ])('%s', async (_what, bytes, tag, sentence) => {
    const refusal = await refusalOf(read(bytes));
    expect(refusal.message).toMatch(sentence);
    expect(refusal.tag).toBe(tag);
  }); // prettier-ignore
});

describe('the limit', () => {
  const uint8 = niftiBytes({ datatype: 2, bitpix: 8, voxels: new Uint8Array(24) });
  const scaled = niftiBytes({ datatype: 2, bitpix: 8, voxels: new Uint8Array(24), slope: 2 });
  const channels = niftiBytes({ dim: [4, 2, 3, 4, 2], datatype: 2, bitpix: 8, voxels: new Uint8Array(48) });
  const extended = niftiBytes({
    between: new Uint8Array(32),
    datatype: 2,
    bitpix: 8,
    voxels: new Uint8Array(24),
  });

  it.each([
    ['4 bytes to skip and 24 voxels of one byte', uint8, 28, true],
    ['one byte less than that', uint8, 27, false],
    ['scaled, a voxel has four bytes', scaled, 100, true],
    ['one byte less than those', scaled, 99, false],
    ['two channels have twice the voxels', channels, 52, true],
    ['one byte less than both', channels, 51, false],
    ['an extension is read past', extended, 32 + 24, true],
    ['one byte less than both', extended, 32 + 23, false],
  ])('%s', async (_what, bytes, decodedBytes, fits) => {
    const reading = read(bytes, 'image.nii', { limits: { decodedBytes } });
    if (fits) expect((await reading).volume.size).toEqual([2, 3, 4]);
    else expect((await refusalOf(reading)).tag).toBe('LimitExceeded');
  });
});

describe('2,000 files with damage anywhere', () => {
  const LIMIT = 1 << 20;

  it('are each read or refused by a tagged error, within the limit', async () => {
    const random = randomNumbers(20_240_229);
    const seeds = seedFiles();
    const ends = await endsOf(2000, async () => {
      const bytes = damaged(seeds[random(seeds.length)], random);
      const file = random(3) === 0 ? damagedGzip(bytes, random) : bytes;
      const { volume } = await read(file, 'image.nii', { limits: { decodedBytes: LIMIT } });
      return volume.voxels.buffer.byteLength <= LIMIT ? 'read' : 'above the limit';
    });
    expect(ends).toEqual(['LimitExceeded', 'MalformedImage', 'UnsupportedImage', 'read']);
  }, 60_000);

  function seedFiles(): readonly Uint8Array[] {
    const versions = [{ version: 1 }, { version: 2 }] as const;
    const forms = [{ sformCode: 1 }, { sformCode: 0, qformCode: 1 }, { sformCode: 0 }, { slope: 2 }] as const;
    const orders = [{ littleEndian: true }, { littleEndian: false }] as const;
    const more = [
      {},
      { between: new Uint8Array(36).fill(1) },
      { dim: [4, 2, 3, 4, 1, 1, 1, 1] },
      { dim: [5, 2, 3, 1, 2, 2, 1, 1] },
    ] as const;
    return versions.flatMap((version) =>
      forms.flatMap((form) =>
        orders.flatMap((order) => more.map((rest) => niftiBytes({ ...version, ...form, ...order, ...rest }))),
      ),
    );
  }

  function damaged(sound: Uint8Array, random: (below: number) => number): Uint8Array {
    const bytes = Uint8Array.from(sound);
    const view = new DataView(bytes.buffer);
    for (let times = random(4); times > 0; times--) {
      const at = random(Math.min(bytes.length, 560) - 8);
      const little = random(2) === 0;
      const ways = [
        () => (bytes[at] ^= 1 << random(8)),
        () => (bytes[at] = random(256)),
        () => view.setInt16(40 + 2 * random(8), random(2) === 0 ? random(9) : random(65_536), little), // dim of NIfTI-1
        () => view.setBigInt64(16 + 8 * random(8), BigInt(random(2 ** 32)) << BigInt(random(40)), little), // of NIfTI-2
        () => view.setFloat32(108, [-1, 352.25, NaN, 1e30, random(1000)][random(5)], little), // vox_offset
        () => view.setFloat32(at & ~3, [NaN, Infinity, 1e38, -0, 1e-45][random(5)], little),
      ];
      ways[random(ways.length)]();
    }
    return random(4) === 0 ? bytes.subarray(0, random(bytes.length + 1)) : bytes;
  }

  function damagedGzip(bytes: Uint8Array, random: (below: number) => number): Uint8Array {
    const file = Uint8Array.from(gzipSync(bytes));
    if (random(2) === 0) file[random(file.length)] ^= 1 << random(8);
    return random(4) === 0 ? file.subarray(0, random(file.length + 1)) : file;
  }
});
