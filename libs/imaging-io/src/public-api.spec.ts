import { expect, it } from '@jest/globals';

it('exports these names and no others', async () => {
  expect(Object.keys(await import('./index.js')).sort()).toEqual([
    'DEFAULT_LIMITS',
    'WRITTEN_EXTENSIONS',
    'formatBytes',
    'readImage',
    'sniffFormat',
    'unpackArchive',
    'withCompanions',
    'writeImage',
    'writeSegmentation',
    'writtenExtension',
  ]);
});
