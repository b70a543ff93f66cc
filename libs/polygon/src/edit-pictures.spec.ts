import { readFile, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from '@jest/globals';
import { editPictures } from './fixtures/edit-pictures.js';

const FOLDER = fileURLToPath(new URL('../../../docs/pictures/', import.meta.url));

describe('the pictures of decision 0015 show what the edit does', () => {
  // AIAA_DRAW=1 draws them again
  it.each([...editPictures()])('%s', async (name, svg) => {
    if (process.env['AIAA_DRAW'] === '1') await writeFile(FOLDER + name, svg);
    expect(await readFile(FOLDER + name, 'utf8')).toBe(svg);
  });
});
