import { gzipSync } from 'node:zlib';
import { describe, expect, it } from '@jest/globals';
import type { ImageFile } from '../image.js';
import { readImage } from '../read-image.js';
import { niftiBytes, type NiftiFields } from '../testing/nifti-bytes.js';
import { refusalOf } from '../testing/refusal.js';

const NUMBERS = Array.from({ length: 24 }, (_, at) => at * 37 - 400);
const voxels = new Uint8Array(48);
NUMBERS.forEach((value, at) => new DataView(voxels.buffer).setInt16(2 * at, value, true));

/** The header of a pair: no voxels, and nothing before them but what `between` says. */
const header = (fields: NiftiFields = {}): Uint8Array =>
  niftiBytes({
    magic: fields.version === 2 ? 'ni2\0\r\n\x1a\n' : 'ni1\0',
    voxOffset: 0,
    voxels: new Uint8Array(0),
    ...fields,
  });
const file = (name: string, bytes: Uint8Array): ImageFile => ({ name, bytes });
const numbersOf = async (...files: ImageFile[]) => [...(await readImage(files)).volume.voxels];

describe('a header and the file of its voxels are one image', () => {
  it.each<[string, ImageFile, ImageFile]>([
    ['NIfTI-1', file('scan.hdr', header()), file('scan.img', voxels)],
    ['NIfTI-2', file('scan.hdr', header({ version: 2 })), file('scan.img', voxels)],
    ['a bare header of 348 bytes', file('scan.hdr', header({ between: new Uint8Array(0) })), file('scan.img', voxels)],
    ['both compressed', file('scan.hdr.gz', gzipSync(header())), file('scan.img.gz', gzipSync(voxels))],
    ['the header compressed', file('scan.hdr.gz', gzipSync(header())), file('scan.img', voxels)],
    ['the voxels compressed', file('scan.hdr', header()), file('scan.img.gz', gzipSync(voxels))],
    ['compressed, whatever the names say', file('scan.hdr', gzipSync(header())), file('scan.img', gzipSync(voxels))],
    ['names in capitals', file('SCAN.HDR', header()), file('scan.IMG', voxels)],
    ['names that do not fit each other: there is but one', file('a.hdr', header()), file('b.bin', voxels)],
    ['an extension in the header', file('scan.hdr', header({ between: Uint8Array.of(1, 0, 0, 0, ...Array<number>(32).fill(9)) })), file('scan.img', voxels)],
    ['voxels that begin later', file('scan.hdr', header({ voxOffset: 16 })), file('scan.img', Buffer.concat([Buffer.alloc(16, 7), voxels]))],
    ['more in the file than the header wants', file('scan.hdr', header()), file('scan.img', Buffer.concat([voxels, voxels]))],
  ])('%s', async (_what, head, body) => {
    expect(await numbersOf(head, body)).toEqual(NUMBERS);
    expect(await numbersOf(body, head)).toEqual(NUMBERS);
  }); // prettier-ignore

  it('in big endian, scaled', async () => {
    const head = file('scan.hdr', header({ littleEndian: false, slope: 0.5, inter: 3 }));
    const swapped = Buffer.from(voxels).swap16();
    expect(await numbersOf(head, file('scan.img', swapped))).toEqual(NUMBERS.map((n) => n * 0.5 + 3));
  });

  it('finds the voxels of its own name when two pairs are two channels', async () => {
    const other = new Uint8Array(48).fill(1);
    const bodies = [file('t2.img', other), file('t1.img', voxels)];
    const { volume } = await readImage([...bodies, file('t1.hdr', header()), file('t2.hdr', header())]);
    expect(volume.channels).toBe(2);
    expect([...volume.voxels]).toEqual([...NUMBERS, ...Array<number>(24).fill(0x0101)]);
  });
});

describe('each of these is refused by one clear sentence', () => {
  const body = file('scan.img', voxels);

  it.each<[string, readonly ImageFile[], string, RegExp]>([
    ['a header alone', [file('scan.hdr', header())], 'UnsupportedImage', /"scan.hdr" is a header .* "scan.img", which is missing: send both/],
    ['a compressed header alone', [file('scan.hdr.gz', gzipSync(header()))], 'UnsupportedImage', /"scan.img", which is missing/],
    ['voxels alone', [body], 'UnsupportedImage', /"scan.img" holds no image/],
    ['two that could be its voxels', [file('a.hdr', header()), file('b.img', voxels), file('c.img', voxels)], 'UnsupportedImage', /"a.img", which is missing/],
    ['voxels cut short', [file('scan.hdr', header()), file('scan.img', voxels.subarray(1))], 'MalformedImage', /declares 48 bytes after it; the file can hold no more than 47 bytes/],
    ['voxels cut short, compressed', [file('scan.hdr', header()), file('scan.img.gz', gzipSync(voxels.subarray(1)))], 'MalformedImage', /ends 1 bytes before the end of its voxels/],
    ['compressed voxels, damaged', [file('scan.hdr', header()), file('scan.img.gz', gzipSync(voxels).subarray(0, 30))], 'MalformedImage', /cut short/],
    ['voxels before their file', [file('scan.hdr', header({ voxOffset: -1 })), body], 'MalformedImage', /begin at byte -1; in an .img file .* from 0 on/],
    ['voxels after their file', [file('scan.hdr', header({ voxOffset: 16 })), body], 'MalformedImage', /declares 64 bytes after it; .* no more than 48/],
    ['a huge claim', [file('scan.hdr', header({ dim: [3, 3e4, 3e4, 3e4] })), body], 'LimitExceeded', /49.1 TiB/],
    ['a header cut short', [file('scan.hdr', header().subarray(0, 347)), body], 'MalformedImage', /ends 1 bytes before the end of its header/],
  ])('%s', async (_what, files, tag, sentence) => {
    const refusal = await refusalOf(readImage(files));
    expect(refusal.message).toMatch(sentence);
    expect(refusal.tag).toBe(tag);
  }); // prettier-ignore
});
