import { readFile } from 'node:fs/promises';
import { afterEach, beforeEach, expect, it } from '@jest/globals';
import { temporaryFolder, type TemporaryFolder } from '../testing/temporary-folder.js';
import { zipArchive } from '../testing/zip-archive.js';
import { unpackArchive } from './unpack-into.js';

let folder: TemporaryFolder;
beforeEach(async () => {
  folder = await temporaryFolder();
});
afterEach(() => folder.remove());

it('says where each file lies, and where it lay in the archive', async () => {
  const names = ['config/a.json', 'b', 'models/'];
  const bytes = zipArchive(
    names.map((name) => ({ name, bytes: Buffer.from(name.at(-1) === '/' ? '' : name) })),
  );
  const path = await folder.put('model.zip', bytes);
  const files = await unpackArchive({ path, name: 'model.zip' }, folder.path);
  expect(files.map(({ entry, name }) => [entry, name])).toEqual([
    ['config/a.json', 'a.json'],
    ['b', 'b'],
  ]);
  expect(await Promise.all(files.map((file) => readFile(file.path, 'utf8')))).toEqual(['config/a.json', 'b']);
});

it('keeps to the limits', async () => {
  const path = await folder.put('model.zip', zipArchive([{ name: 'a' }, { name: 'b' }]));
  const limits = { decodedBytes: 10, archiveEntries: 1 };
  await expect(unpackArchive({ path }, folder.path, limits)).rejects.toMatchObject({ tag: 'LimitExceeded' });
});
