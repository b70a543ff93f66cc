import { expect, it } from '@jest/globals';

it('exports these names and no others', async () => {
  expect(Object.keys(await import('./index.js')).sort()).toEqual([
    'DEFAULT_FETCH_LIMITS',
    'DEFAULT_URL_POLICY',
    'FetchForbidden',
    'RemoteFailed',
    'RemoteNotFound',
    'RemoteTimeout',
    'fetchDicomWeb',
    'fetchHttp',
    'isHostEntry',
    'judgeAddress',
    'resolveAllowed',
    'storeDicomWeb',
  ]);
});
