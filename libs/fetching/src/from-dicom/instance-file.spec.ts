import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { InstanceFile } from './instance-file.js';
import { Parts } from './parts.js';

const PART_BYTES = 1 << 20;

let folder: string;
let parts: Parts;
let starts: number[];
let errors: unknown[];

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'instance-file-'));
  parts = new Parts(() => undefined);
  [starts, errors] = [[], []];
});

afterEach(async () => {
  expect(parts.taken).toBe(0);
  await rm(folder, { recursive: true });
});

const newFile = (name = 'slice'): InstanceFile =>
  new InstanceFile({
    path: join(folder, name),
    parts,
    onStart: ({ length }) => starts.push(length),
    onError: (error) => errors.push(error),
  });

/** In pieces of one memory, as they come from a socket. */
function appendAll(file: InstanceFile, bytes: Buffer, pieceBytes: number): void {
  const memory = Buffer.alloc(pieceBytes);
  for (let at = 0; at < bytes.length; at += pieceBytes)
    file.append(memory.subarray(0, bytes.copy(memory, 0, at, at + pieceBytes)));
}

describe('InstanceFile', () => {
  it.each<[length: number, pieceBytes: number]>([
    [1, 1],
    [5000, 7],
    [PART_BYTES, 65_536],
    [PART_BYTES + 1, 65_537],
    [3 * PART_BYTES + 5, 2 * PART_BYTES + 1],
  ])('holds %i bytes that came by %i', async (length, pieceBytes) => {
    const bytes = Buffer.from(Uint8Array.from({ length }, (_, at) => at % 251));
    const file = newFile();
    appendAll(file, bytes, pieceBytes);
    file.end();
    await file.close();
    expect((await readFile(join(folder, 'slice'))).equals(bytes)).toBe(true);
    expect(starts).toEqual([Math.min(length, PART_BYTES)]);
    expect(file.bytes).toBe(length);
  });

  it('is gone when it is discarded, however far it came', async () => {
    const files = [10, PART_BYTES, 2 * PART_BYTES + 10].map((length, at) => {
      const file = newFile(`slice ${at}`);
      file.append(Buffer.alloc(length));
      return file;
    });
    await Promise.all(files.map((file) => file.discard()));
    expect(await readdir(folder)).toEqual([]);
  });

  it('says once what the file system says', async () => {
    const file = newFile('no folder/slice');
    file.append(Buffer.alloc(2 * PART_BYTES + 10));
    file.end();
    await expect(file.close()).rejects.toMatchObject({ code: 'ENOENT' });
    expect(errors).toEqual([expect.objectContaining({ code: 'ENOENT' })]);
  });

  it('neither writes into a file that is there nor removes it', async () => {
    const [first, second] = [newFile(), newFile()];
    first.append(Buffer.from('first'));
    await first.close();
    second.append(Buffer.from('second'));
    await expect(second.close()).rejects.toMatchObject({ code: 'EEXIST' });
    await second.discard();
    expect(await readFile(join(folder, 'slice'), 'utf8')).toBe('first');
  });

  it('shows its start before it is written, so that it need not be', async () => {
    const file = newFile();
    file.append(Buffer.alloc(10));
    file.end();
    expect(starts).toEqual([10]);
    await file.discard();
    expect(await readdir(folder)).toEqual([]);
    expect(starts).toEqual([10]);
  });
});
