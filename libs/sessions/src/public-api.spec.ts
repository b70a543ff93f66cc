import { expect, it } from '@jest/globals';

it('offers exactly this', async () => {
  expect(Object.keys(await import('./index.js')).sort()).toEqual([
    'SessionGone',
    'StorageFull',
    'isSessionId',
    'openFolderSessionStore',
  ]);
});

it('offers exactly this to tests', async () => {
  expect(Object.keys(await import('./testing/index.js')).sort()).toEqual([
    'ContractBroken',
    'FakeClock',
    'sessionStoreContract',
  ]);
});
