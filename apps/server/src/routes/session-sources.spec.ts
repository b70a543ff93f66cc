import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { imagesOf } from '@aiaa/annotator/testing';
import { dicomSeries, zipArchive } from '@aiaa/imaging-io/testing';
import { FAKE_VOLUME } from '../testing/fake-annotator.js';
import { filePart } from '../testing/form.js';
import { ask } from '../testing/post.js';
import { putForm } from '../testing/put-session.js';
import { startTestServer, type TestServer } from '../testing/start-test-server.js';

let server: TestServer;
beforeEach(async () => {
  server = await startTestServer();
});
afterEach(() => server.stop());

const PACS = {
  server_address: '0.0.0.0',
  server_port: 11112,
  ae_title: 'DCM4CHEE',
  query_level: 'SERIES',
  patient_id: 'p',
  study_uid: '1.2',
  series_uid: '1.2.3',
};

const put = (body: string, type = 'application/json', query = '') =>
  ask(`${server.url}/session/${query}`, { method: 'PUT', headers: { 'Content-Type': type }, body });

const asDicom = (): void => {
  server.annotator.image = {
    ...server.annotator.image,
    format: 'dicom',
    warnings: ['One slice is missing.'],
  };
};

describe('PUT /session/ of a source', () => {
  it.each([
    ['application/json', { dicom: PACS }],
    ['application/x-www-form-urlencoded', { dicom: PACS }],
    ['text/plain;charset=UTF-8', PACS],
  ])('has it fetched, then read, whatever its type: %s', async (type, body) => {
    asDicom();
    server.annotator.fetchedFiles = 3;
    const answer = await put(JSON.stringify(body), type);
    expect(answer.status).toBe(200);
    const [fetch, inspection] = server.annotator.requests;
    expect(fetch).toMatchObject({
      kind: 'fetch',
      source: { kind: 'dicom', host: '0.0.0.0', port: 11112, calledAeTitle: 'DCM4CHEE', seriesUid: '1.2.3' },
    });
    expect(inspection).toMatchObject({ kind: 'inspection' });
    expect(imagesOf(inspection).map(({ name }) => name)).toEqual(['0.dcm', '1.dcm', '2.dcm']);
    expect(JSON.parse(answer.body.toString()).session_info.meta.warnings).toEqual(['One slice is missing.']);
    expect([await server.sessions.staged(), await server.leftovers()]).toEqual([0, 0]);
  });

  it('takes a URL', async () => {
    const body = { http: { url: 'http://images.example/ct.nii.gz', params: { a: '1' }, method: 'get' } };
    expect((await put(JSON.stringify(body))).status).toBe(200);
    expect(server.annotator.requests[0]).toMatchObject({
      kind: 'fetch',
      source: { kind: 'http', url: 'http://images.example/ct.nii.gz' },
    });
  });

  it.each([
    ['', 400, 'MalformedRequest'],
    ['[]', 400, 'MalformedRequest'],
    ['{"dicom":', 400, 'MalformedRequest'],
    ['{"dicom":{}}', 400, 'MalformedRequest'],
    ['{"http":{"url":7}}', 400, 'MalformedRequest'],
    [JSON.stringify({ x: 'x'.repeat(2 << 20) }), 413, 'LimitExceeded'],
  ])('refuses what names none: %.20s', async (body, status, tag) => {
    const answer = await put(body);
    expect([answer.status, JSON.parse(answer.body.toString()).error.type]).toEqual([status, tag]);
    expect(server.annotator.requests).toEqual([]);
    expect([await server.sessions.kept(), await server.sessions.staged()]).toEqual([0, 0]);
  });

  it.each([
    ['RemoteFailed', 502],
    ['RemoteTimeout', 504],
    ['RemoteNotFound', 404],
    ['FetchForbidden', 403],
  ] as const)('says how the fetch has failed, and keeps nothing: %s', async (tag, status) => {
    server.annotator.fault = { tag, message: 'The DICOM server is not there.' };
    const answer = await put(JSON.stringify({ dicom: PACS }));
    expect(answer.status).toBe(status);
    expect(JSON.parse(answer.body.toString()).error).toEqual({
      type: tag,
      message: ['The DICOM server is not there.'],
    });
    expect([await server.sessions.kept(), await server.sessions.staged()]).toEqual([0, 0]);
  });
});

describe('a session of DICOM', () => {
  const filesOf = async (id: string) =>
    (await readdir(join(server.sessions.folder, id))).filter(
      (name) => !['session.json', 'used'].includes(name),
    );

  it.each([
    ['', 'image.nii.gz'],
    ['?save_as=.nii', 'image.nii'],
    ['?save_as=.dcm', 'image.nii.gz'],
  ])('keeps the volume beside the files that it was made of%s', async (query, name) => {
    asDicom();
    const { body } = await putForm(
      server.url,
      [filePart('slice', 'image_0.dcm', 'image0'), filePart('slice', 'image_1.dcm', 'image1')],
      query,
    );
    const { session_id: id, session_info: known } = JSON.parse(body.toString());
    expect((await filesOf(id)).sort()).toEqual([name, 'upload-0', 'upload-1']);
    expect(known.image).toBe(name);
    expect((await ask(`${server.url}/session/${id}?image=true`)).body).toEqual(FAKE_VOLUME);
    await ask(`${server.url}/v1/segmentation?model=clara_ct_seg_spleen_amp&session_id=${id}`, {
      method: 'POST',
    });
    const asked = server.annotator.requests.at(-1);
    expect(imagesOf(asked).map((image) => image.name)).toEqual([name]);
    expect(asked).toMatchObject({ instances: [{ name: 'image_0.dcm' }, { name: 'image_1.dcm' }] });
  });

  it.each([
    ['a DICOM file', dicomSeries({ size: [3, 2, 1] })[0]?.bytes, undefined],
    ['an archive', zipArchive([{ name: 'a.dcm', bytes: Buffer.from('a') }]), undefined],
    ['any other image', Buffer.from('voxels'), expect.any(String)],
  ])('%s is read by whom no click waits for', async (_, bytes, session) => {
    await putForm(server.url, [filePart(Buffer.from(bytes ?? []), 'upload')]);
    const [asked] = server.annotator.requests;
    expect([asked?.kind, asked?.session]).toEqual(['inspection', session]);
  });

  it('keeps the volume of one file with many frames too', async () => {
    asDicom();
    const { body } = await putForm(server.url, [filePart('frames', 'enhanced.dcm')]);
    expect((await filesOf(JSON.parse(body.toString()).session_id)).sort()).toEqual([
      'image.nii.gz',
      'upload-0',
    ]);
  });
});
