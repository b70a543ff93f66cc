import { deflateRawSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Cancelled, TaggedError } from '@aiaa/volume/errors';
import { readImage } from '../read-image.js';
import { dicomBytes } from '../testing/dicom-bytes.js';
import { dicomSeries, enhancedDicom } from '../testing/dicom-series.js';
import { randomNumbers } from '../testing/random-numbers.js';
import { refusalOf } from '../testing/refusal.js';
import { temporaryFolder, type TemporaryFolder } from '../testing/temporary-folder.js';
import { readInstance } from './read-instance.js';

let folder: TemporaryFolder;
beforeAll(async () => void (folder = await temporaryFolder()));
afterAll(() => folder.remove());

const bytesOf = (transferSyntax: string): Uint8Array => enhancedDicom({ transferSyntax }).bytes;
const SOUND = {
  explicit: bytesOf('1.2.840.10008.1.2.1'),
  implicit: bytesOf('1.2.840.10008.1.2'),
  deflated: bytesOf('1.2.840.10008.1.2.1.99'),
  'big endian': bytesOf('1.2.840.10008.1.2.2'),
};

const endOf = (bytes: Uint8Array): Promise<unknown> =>
  readImage({ name: 'a.dcm', bytes }).then(
    () => 'read',
    (error: unknown) => error,
  );

describe.each(Object.entries(SOUND))('%s', (_encoding, sound) => {
  it('cut anywhere, it is refused', async () => {
    for (let length = 0; length < sound.length - 1; length++) {
      const end = await endOf(sound.subarray(0, length));
      // The last bytes of a deflated stream may be its end alone.
      if (end === 'read' && length > sound.length - 8) continue;
      expect([length, end instanceof TaggedError]).toEqual([length, true]);
    }
  });

  it('damaged anywhere, it is read or refused', async () => {
    const random = randomNumbers(11);
    for (let round = 0; round < 3000; round++) {
      const bytes = Uint8Array.from(sound);
      for (let times = 0; times <= random(3); times++) bytes[random(bytes.length)] = random(256);
      const end = await endOf(bytes);
      if (end !== 'read' && !(end instanceof TaggedError)) throw end;
    }
  });
});

describe('what a header declares is judged before memory is taken', () => {
  const us = (tag: number, value: number) => ({ tag, vr: 'US', value: [value] });

  it('more voxels than the limit', async () => {
    const files = dicomSeries({ size: [64, 64, 4] });
    const refusal = await refusalOf(readImage(files, { limits: { decodedBytes: 64 * 64 * 4 * 2 - 1 } }));
    expect([refusal.tag, refusal.message]).toEqual([
      'LimitExceeded',
      'The series has 64 x 64 x 4 voxels, 32 KiB in memory; the limit is 32 KiB.',
    ]);
    const { volume } = await readImage(files, { limits: { decodedBytes: 64 * 64 * 4 * 2 } });
    expect(volume.size).toEqual([64, 64, 4]);
  });

  it('a short file that claims a large picture', async () => {
    const elements = [us(0x00280010, 65535), us(0x00280011, 65535)];
    expect((await refusalOf(readImage(dicomSeries({ slices: [0], elements })))).tag).toMatch(
      /LimitExceeded|MalformedImage/,
    );
    const limits = { decodedBytes: 2 ** 20 };
    const refusal = await refusalOf(readImage(dicomSeries({ slices: [0], elements }), { limits }));
    expect(refusal.tag).toBe('LimitExceeded');
  });

  it('a deflated data set that has no end', async () => {
    const zeros = Buffer.alloc(80 << 20);
    const start = dicomBytes([{ tag: 0x00080016, vr: 'UI', value: '1.2' }], {
      transferSyntax: '1.2.840.10008.1.2.1.99',
    });
    const bomb = Buffer.concat([start.subarray(0, metaEnd(start)), deflateRawSync(zeros)]);
    const refusal = await refusalOf(readImage({ name: 'bomb.dcm', bytes: bomb }));
    expect(refusal.tag).toMatch(/LimitExceeded|MalformedImage/);
  });

  it('nothing of the pixels is looked at for the header', async () => {
    const [file] = dicomSeries({ size: [256, 256, 1] });
    if (file === undefined) throw new Error('A series of one slice has one file.');
    const instance = await readInstance({
      name: 'a',
      bytes: file.bytes.subarray(0, file.bytes.length - 131072),
    });
    expect([instance?.columns, instance?.frames.length, instance?.pixelData.length]).toEqual([
      256, 1, 131072,
    ]);
  });
});

/** Where the meta information ends, by its group length. */
const metaEnd = (bytes: Uint8Array): number =>
  144 + new DataView(bytes.buffer, bytes.byteOffset).getUint32(140, true);

it('a cancel is noticed between slices', async () => {
  const controller = new AbortController();
  const files = await Promise.all(
    dicomSeries({ size: [64, 64, 40] }).map(({ name, bytes }) => folder.put(name, bytes)),
  );
  const reading = refusalOf(readImage(files, { signal: controller.signal }));
  setTimeout(() => controller.abort(), 3);
  expect(await reading).toBeInstanceOf(Cancelled);
});
