import { readFile, readdir } from 'node:fs/promises';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import type { ImageFile } from '../image.js';
import { readImage } from '../read-image.js';
import { DEFAULT_LIMITS, type ReadLimits } from '../read-limits.js';
import { endsOf } from '../testing/ends-of.js';
import { randomNumbers } from '../testing/random-numbers.js';
import { refusalOf } from '../testing/refusal.js';
import { temporaryFolder, type TemporaryFolder } from '../testing/temporary-folder.js';
import { zipArchive, type ZipEntry } from '../testing/zip-archive.js';
import { withUnpacked } from './unpack-archive.js';

let archives: TemporaryFolder;
let scratch: TemporaryFolder;
beforeAll(async () => {
  archives = await temporaryFolder();
  scratch = await temporaryFolder();
});
afterAll(() => Promise.all([archives.remove(), scratch.remove()]));
afterEach(async () => expect(await readdir(scratch.path)).toEqual([]));

interface Lent {
  readonly name: string | undefined;
  readonly text: string;
}

async function textsOf(files: readonly ImageFile[]): Promise<readonly Lent[]> {
  return Promise.all(
    files.map(async (file) => ({
      name: file.name,
      text: Buffer.from('bytes' in file ? file.bytes : await readFile(file.path)).toString('latin1'),
    })),
  );
}

interface Options {
  readonly limits?: Partial<ReadLimits>;
  readonly signal?: AbortSignal;
}

function unpack(files: readonly ImageFile[], { limits, ...options }: Options = {}): Promise<readonly Lent[]> {
  const all = { ...options, limits: { ...DEFAULT_LIMITS, ...limits }, scratchFolder: scratch.path };
  return withUnpacked(files, all, textsOf);
}

const zipped = (entries: readonly ZipEntry[], name = 'scan.zip'): ImageFile => ({
  name,
  bytes: zipArchive(entries),
});
const text = (name: string, words = name): ZipEntry => ({ name, bytes: Buffer.from(words) });
const long = (name: string, bytes: number): ZipEntry => ({ name, bytes: new Uint8Array(bytes) });

describe('an archive is replaced by the files in it', () => {
  it('in memory and on disk, stored and deflated, under its name or any other', async () => {
    const bytes = zipArchive([{ ...text('a.txt'), method: 0 }, text('deep/er/b.txt'), long('empty', 0)]);
    const path = await archives.put('upload', bytes);
    const expected = [
      { name: 'a.txt', text: 'a.txt' },
      { name: 'b.txt', text: 'deep/er/b.txt' },
      { name: 'empty', text: '' },
    ];
    expect(await unpack([{ name: 'scan.zip', bytes }])).toEqual(expected);
    expect(await unpack([{ name: 'scan.nii', bytes }])).toEqual(expected);
    expect(await unpack([{ path }])).toEqual(expected);
  });

  it('among other files, which pass as they are', async () => {
    const plain = { name: 'plain.nii', bytes: Buffer.from('as it is') };
    const lent = await unpack([plain, zipped([text('a')]), zipped([text('b'), text('c')])]);
    expect(lent.map(({ name }) => name)).toEqual(['plain.nii', 'a', 'b', 'c']);
  });

  it('files without an archive are the same objects', async () => {
    const files = [{ name: 'a', bytes: new Uint8Array(3) }, { name: 'b', bytes: new Uint8Array(0) }];
    const options = { limits: DEFAULT_LIMITS, scratchFolder: '/nowhere' };
    expect(await withUnpacked(files, options, (lent) => Promise.resolve(lent === files))).toBe(true);
  }); // prettier-ignore

  it('but folders, hidden files and what macOS adds', async () => {
    const names = ['t1/', 't1/.DS_Store', '.git/config', '__MACOSX/t1/._a.nii', 't1/__MACOSX/b', './t1/a.nii', '__MACOSX.nii'];
    const lent = await unpack([zipped(names.map((name) => text(name, name.endsWith('/') ? '' : name)))]);
    expect(lent.map(({ name }) => name)).toEqual(['a.nii', '__MACOSX.nii']);
  }); // prettier-ignore

  it('each under its own name, though two may be the same, and nothing on disk is called so', async () => {
    const options = { limits: DEFAULT_LIMITS, scratchFolder: scratch.path };
    const files = [zipped([text('a/scan.nii'), text('b/scan.nii')])];
    await withUnpacked(files, options, async (lent) => {
      expect(await textsOf(lent)).toEqual([
        { name: 'scan.nii', text: 'a/scan.nii' },
        { name: 'scan.nii', text: 'b/scan.nii' },
      ]);
      const [folder = ''] = await readdir(scratch.path);
      expect((await readdir(`${scratch.path}/${folder}`)).sort()).toEqual(['0', '1']);
    });
  });

  it('by the end of their names, where those are longer than any file may have', async () => {
    const [{ name } = { name: '' }] = await unpack([zipped([text(`a/${'x'.repeat(60_000)}.nii`)])]);
    expect([name?.length, name?.slice(-5)]).toEqual([255, 'x.nii']);
  });

  it('and gone when the work fails', async () => {
    const failing = withUnpacked(
      [zipped([text('a')])],
      { limits: DEFAULT_LIMITS, scratchFolder: scratch.path },
      () => Promise.reject(new TypeError('the work')),
    );
    await expect(failing).rejects.toThrow(new TypeError('the work'));
  });
});

describe('each of these is refused by one clear sentence, and leaves nothing', () => {
  const packed = Buffer.from(zipArchive([long('a.nii', 100_000), text('b.nii')]));
  const sound = text('a.nii', 'sound words');
  /** The end of an archive of the 64-bit kind, whose directory lies where `at` says. */
  const far = (at: bigint): Uint8Array => {
    const locator = Buffer.alloc(20);
    locator.write('PK\x06\x07', 'latin1');
    locator.writeBigUInt64LE(at, 8);
    const sizes = Buffer.from(zipArchive([])).fill(0xff, 4, 20);
    return Buffer.concat([Buffer.from('PK\x03\x04'), locator, sizes]);
  };

  it.each<[string, Uint8Array, string, RegExp]>([
    ['nothing in it', zipArchive([]), 'UnsupportedImage', /archive "scan.zip" holds no file/],
    ['nothing but folders', zipArchive([text('a/', ''), text('a/.b')]), 'UnsupportedImage', /holds no file/],
    ['a path upwards', zipArchive([text('../../etc/passwd')]), 'MalformedImage', /names a file outside of itself/],
    ['a path from the root', zipArchive([text('/etc/passwd')]), 'MalformedImage', /outside of itself/],
    ['a path from a drive', zipArchive([text('C:\\windows\\a')]), 'MalformedImage', /outside of itself/],
    ['a path upwards of another system', zipArchive([text('a\\..\\..\\b')]), 'MalformedImage', /outside of itself/],
    ['a password', zipArchive([{ ...sound, flags: 1 }]), 'UnsupportedImage', /"a.nii" in the archive is encrypted/],
    ['strong encryption', zipArchive([{ ...sound, flags: 0x41 }]), 'UnsupportedImage', /"scan.zip" is encrypted/],
    ['LZMA', zipArchive([{ ...sound, method: 14 }]), 'UnsupportedImage', /packed by method 14; 0 \(stored\) and 8/],
    ['a wrong checksum', zipArchive([{ ...sound, crc: 1 }]), 'MalformedImage', /"a.nii" in the archive does not have its checksum/],
    ['a wrong checksum, stored', zipArchive([{ ...sound, method: 0, crc: 1 }]), 'MalformedImage', /its checksum/],
    ['no deflate', zipArchive([{ ...sound, packed: Buffer.from('\x07nonsense') }]), 'MalformedImage', /is damaged \(invalid/],
    ['deflate cut short', zipArchive([{ ...sound, packed: Buffer.of(0x4b, 0x4c) }]), 'MalformedImage', /is damaged/],
    ['more bytes than it says', zipArchive([{ ...sound, length: 5 }]), 'MalformedImage', /is damaged \(too many bytes/],
    ['fewer bytes than it says', zipArchive([{ ...sound, length: 50 }]), 'MalformedImage', /is damaged \(not enough bytes/],
    ['another length, stored', zipArchive([{ ...sound, method: 0, length: 50 }]), 'MalformedImage', /is damaged \(compressed/],
    ['an entry beyond the end', zipArchive([{ ...sound, at: 1 << 20 }]), 'MalformedImage', /cut short/],
    ['an entry that is none', zipArchive([sound, { ...sound, at: 9 }]), 'MalformedImage', /invalid local file header/],
    ['fewer entries than it says', zipArchive([sound], 2), 'MalformedImage', /is damaged|cut short/],
    ['cut before the directory', packed.subarray(0, 60), 'MalformedImage', /is cut short; send the whole file again/],
    ['cut in the directory', packed.subarray(0, packed.length - 40), 'MalformedImage', /is cut short/],
    ['cut at its last byte', packed.subarray(0, packed.length - 1), 'MalformedImage', /is cut short|is damaged/],
    ['cut at its front', Buffer.concat([packed.subarray(0, 4), packed.subarray(30)]), 'MalformedImage', /is damaged|is cut short/],
    ['a directory at byte 2^60', far(2n ** 60n), 'MalformedImage', /is cut short/],
    ['a directory at byte 2^64 - 1', far(2n ** 64n - 1n), 'MalformedImage', /is cut short/],
    ['a directory in the first bytes', far(5n), 'MalformedImage', /is cut short/],
  ])('%s', async (_what, bytes, tag, sentence) => {
    const path = await archives.put('hostile', bytes);
    for (const file of [{ name: 'scan.zip', bytes }, { name: 'scan.zip', path }]) {
      const refusal = await refusalOf(unpack([file]));
      expect(refusal.message).toMatch(sentence);
      expect(refusal.tag).toBe(tag);
    }
  }); // prettier-ignore
});

describe('the limits', () => {
  it.each<[string, readonly ImageFile[], Partial<ReadLimits>, RegExp | undefined]>([
    ['as many entries', [zipped([text('a'), text('b')])], { archiveEntries: 2 }, undefined],
    ['one more', [zipped([text('a'), text('b'), text('c')])], { archiveEntries: 2 }, /more than 2 files, which is the limit/],
    ['those that are left out count', [zipped([text('a'), text('.b'), text('c/', '')])], { archiveEntries: 2 }, /more than 2 files/],
    ['of all archives', [zipped([text('a'), text('b')]), zipped([text('c')])], { archiveEntries: 2 }, /more than 2 files/],
    ['as many bytes', [zipped([long('a', 1024), long('b', 1024)])], { decodedBytes: 2048 }, undefined],
    ['one more byte', [zipped([long('a', 1024), long('b', 1025)])], { decodedBytes: 2048 }, /more than 2 KiB, which is the limit/],
    ['of all archives', [zipped([long('a', 1024)]), zipped([long('b', 1025)])], { decodedBytes: 2048 }, /more than 2 KiB/],
    ['a bomb: 256 MiB in 256 KiB', [zipped([long('a', 1 << 28)])], { decodedBytes: 1 << 20 }, /more than 1 MiB/],
    ['a bomb that lies', [zipped([{ ...long('a', 1 << 28), length: 9 }])], { decodedBytes: 1 << 20 }, /more than 1 MiB|damaged/],
  ])('%s', async (_what, files, limits, sentence) => {
    if (sentence === undefined) await expect(unpack(files, { limits })).resolves.toHaveLength(2);
    else expect((await refusalOf(unpack(files, { limits }))).message).toMatch(sentence);
  }); // prettier-ignore
});

describe('an abort', () => {
  const big = zipped([long('a', 1 << 27)]);

  it('before the first entry ends it', async () => {
    await expect(unpack([big], { signal: AbortSignal.abort(new RangeError('enough')) })).rejects.toThrow(
      new RangeError('enough'),
    );
  });

  it('under way ends it', async () => {
    const controller = new AbortController();
    const unpacking = unpack([big], { signal: controller.signal });
    setTimeout(() => controller.abort(), 30);
    await expect(unpacking).rejects.toMatchObject({ name: 'AbortError' });
  });

  it('of a read is Cancelled', async () => {
    const controller = new AbortController();
    const reading = readImage(big, { signal: controller.signal, scratchFolder: scratch.path });
    setTimeout(() => controller.abort(), 30);
    expect((await refusalOf(reading)).tag).toBe('Cancelled');
  });
});

it('four hundred refusals at once leave nothing behind', async () => {
  const broken = zipArchive([{ ...text('a.nii'), method: 0, crc: 1 }]);
  const refusals = Array.from({ length: 400 }, () =>
    refusalOf(unpack([{ name: 'scan.zip', bytes: broken }])),
  );
  const tags = new Set((await Promise.all(refusals)).map(({ tag }) => tag));
  expect([...tags]).toEqual(['MalformedImage']);
});

it('1,500 damaged archives are each unpacked or refused, and none ends the process', async () => {
  const seeds = [
    zipArchive([text('a.nii', 'x'.repeat(300)), text('b/c.nii')]),
    zipArchive([{ ...text('a.nii'), method: 0 }, text('d/', ''), long('e', 2000)]),
  ];
  const random = randomNumbers(20_240_229);
  const ends = await endsOf(1500, async () => {
    const bytes = Buffer.from(seeds[random(2)] ?? []);
    for (let times = 1 + random(3); times > 0; times--) {
      const at = 4 + random(bytes.length - 8);
      if (random(3) === 0) bytes.writeUInt32LE([0, 0xffff_ffff, 0xffff, 0x0606_4b50][random(4)] ?? 0, at);
      else bytes[at] = random(256);
    }
    const cut = random(4) === 0 ? bytes.subarray(0, 4 + random(bytes.length - 4)) : bytes;
    await unpack([{ name: 'scan.zip', bytes: cut }], { limits: { decodedBytes: 5000 } });
    return 'unpacked';
  });
  expect(ends).toEqual(['LimitExceeded', 'MalformedImage', 'UnsupportedImage', 'unpacked']);
}, 60_000);
