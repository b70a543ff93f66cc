import { expect, it } from '@jest/globals';

it('exports these names and no others', async () => {
  expect(Object.keys(await import('./index.js')).sort()).toEqual([
    'DEFAULT_FETCH_LIMITS',
    'DEFAULT_FETCH_SETTINGS',
    'DEFAULT_URL_POLICY',
    'FetchForbidden',
    'RemoteFailed',
    'RemoteNotFound',
    'RemoteTimeout',
    'echoDicom',
    'fetchDicom',
    'fetchDicomWeb',
    'fetchHttp',
    'fetchImage',
    'isHostEntry',
    'judgeAddress',
    'parsePeer',
    'readTls',
    'resolveAllowed',
    'storeDicom',
    'storeDicomWeb',
  ]);
});

it('exports these names for settings', async () => {
  expect(Object.keys(await import('./settings.js')).sort()).toEqual([
    'DEFAULT_FETCH_LIMITS',
    'DEFAULT_FETCH_SETTINGS',
    'DEFAULT_URL_POLICY',
    'isHostEntry',
  ]);
});

it('exports these names for tests', async () => {
  expect(Object.keys(await import('./testing/index.js')).sort()).toEqual([
    'DICOM_SERVER_PROGRAMS',
    'MISBEHAVIOURS',
    'TEST_SERIES_UID',
    'TEST_STUDY_UID',
    'dicomServersRequired',
    'hasDicomServer',
    'makeCertificate',
    'startDicomServers',
    'startMisbehavingScp',
    'testInstance',
  ]);
});
