import { expect, it } from '@jest/globals';

it('exports these names and no others', async () => {
  expect(Object.keys(await import('./index.js')).sort()).toEqual([
    'DEFAULT_FETCH_LIMITS',
    'FetchForbidden',
    'RemoteFailed',
    'RemoteNotFound',
    'RemoteTimeout',
    'echoDicom',
    'fetchDicom',
    'parsePeer',
    'storeDicom',
  ]);
});

it('exports these names for tests', async () => {
  expect(Object.keys(await import('./testing/index.js')).sort()).toEqual([
    'MISBEHAVIOURS',
    'TEST_SERIES_UID',
    'TEST_STUDY_UID',
    'startMisbehavingScp',
    'testInstance',
  ]);
});
