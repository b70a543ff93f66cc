import { readFile, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { temporaryFolder, type TemporaryFolder } from '../testing/temporary-folder.js';
import { packing, voxelPieces, writePieces } from './write-pieces.js';

let folder: TemporaryFolder;
beforeAll(async () => void (folder = await temporaryFolder()));
afterAll(() => folder.remove());

const bytes = (...values: number[]): Uint8Array => Uint8Array.from(values);

describe('writePieces', () => {
  it('writes the head and then the pieces', async () => {
    const path = join(folder.path, 'plain');
    await writePieces(path, { head: bytes(1, 2), pieces: [bytes(3), bytes(4, 5)] });
    expect([...(await readFile(path))]).toEqual([1, 2, 3, 4, 5]);
  });

  it('packs the pieces, not the head', async () => {
    const path = join(folder.path, 'packed');
    await writePieces(path, { head: bytes(1, 2), pieces: [bytes(3), bytes(4, 5)], gzip: { level: 1 } });
    const written = await readFile(path);
    expect([...written.subarray(0, 4)]).toEqual([1, 2, 0x1f, 0x8b]);
    expect([...gunzipSync(written.subarray(2))]).toEqual([3, 4, 5]);
  });

  it('writes a file of nothing', async () => {
    const path = join(folder.path, 'empty');
    await writePieces(path, { pieces: [] });
    expect(await readFile(path)).toHaveLength(0);
  });

  it('leaves nothing behind when a piece cannot be written', async () => {
    const own = await temporaryFolder();
    const broken = { pieces: [bytes(1)], gzip: { level: 77 } };
    await expect(writePieces(join(own.path, 'file'), broken)).rejects.toHaveProperty('code');
    await expect(writePieces(join(own.path, 'absent', 'file'), broken)).rejects.toHaveProperty(
      'code',
      'ENOENT',
    );
    expect(await readdir(own.path)).toEqual([]);
    await own.remove();
  });
});

describe('voxelPieces', () => {
  it.each([0, 1, (16 << 20) / 4 - 1, (16 << 20) / 4, (16 << 20) / 4 + 1])(
    '%d voxels, in their order',
    (count) => {
      const voxels = new Float32Array(count + 1).subarray(1);
      for (let at = 0; at < count; at++) voxels[at] = at;
      const pieces = voxelPieces(voxels);
      expect(pieces.every((piece) => piece.length > 0 && piece.length <= 16 << 20)).toBe(true);
      expect(Buffer.concat(pieces).equals(Buffer.from(voxels.buffer, 4))).toBe(true);
    },
  );
});

it.each([
  ['uint8', undefined, { level: 1, strategy: 3 }],
  ['uint16', undefined, { level: 1, strategy: 0 }],
  ['int16', undefined, { level: 1, strategy: 0 }],
  ['uint8', 9, { level: 9 }],
  ['float32', 0, { level: 0 }],
] as const)('%s at level %j is packed with %j', (dtype, level, expected) => {
  const options = packing(dtype, level);
  expect(options).toEqual({ ...expected, chunkSize: 1 << 20 });
});
