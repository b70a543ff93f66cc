import { readFile, stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { imagesOf } from '@aiaa/annotator/testing';
import { FAKE_VOLUME } from '../testing/fake-annotator.js';
import { filePart, formBytes, PARAMS } from '../testing/form.js';
import { ask, refusal } from '../testing/post.js';
import { putForm, putSession } from '../testing/put-session.js';
import { parseAnswer, rawExchange } from '../testing/raw-exchange.js';
import { startTestServer, type TestServer } from '../testing/start-test-server.js';

const ID = /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;
const IMAGE = Buffer.from('\x1f\x8b an image\r\n with -- and \r\n-- in it');
/** When the clock of a test server starts, in seconds since 1970. */
const START = Date.UTC(2026, 0, 1) / 1000;

let server: TestServer;
beforeEach(async () => {
  server = await startTestServer();
});
afterEach(() => server.stop());

const json = async (path: string, method = 'GET') => {
  const { status, body } = await ask(`${server.url}${path}`, { method });
  return { status, json: JSON.parse(body.toString()) };
};

describe('PUT /session/', () => {
  it('keeps an image, and says what it is', async () => {
    const answer = await putForm(server.url, [filePart(IMAGE, '/home/me/spleen.nii.gz')], '?expiry=30');
    expect([answer.status, answer.headers['content-type']]).toEqual([200, 'application/json']);
    const { session_id: id, session_info: known } = JSON.parse(answer.body.toString());
    expect(id).toMatch(ID);
    expect(known).toEqual({
      session_id: id,
      image: 'spleen.nii.gz',
      create_ts: START,
      last_access_ts: START,
      expiry: 30,
      meta: {
        format: 'nifti',
        size: [10, 9, 8],
        spacing: [1, 1, 2.5],
        orientation: 'RAS',
        channels: 1,
        dtype: 'int16',
        warnings: [],
      },
    });
    expect([await server.sessions.kept(), await server.sessions.staged(), await server.leftovers()]).toEqual([
      1, 0, 0,
    ]);
  });

  it('has it read under the id that it will have, for nobody but us to see', async () => {
    let modes: number[] = [];
    server.annotator.inspect = async (request) => {
      const [{ path }] = imagesOf(request);
      modes = (await Promise.all([stat(dirname(path)), stat(path)])).map(({ mode }) => mode & 0o777);
      expect(await readFile(path)).toEqual(IMAGE);
    };
    const id = await putSession(server.url, IMAGE);
    expect(server.annotator.requests).toMatchObject([{ kind: 'inspection', session: id }]);
    expect(modes).toEqual([0o700, 0o600]);
  });

  it.each(['/session', '/session/', '/session?expiry=7200', '/session/?save_as=.nii&patient=7&expiry='])(
    'answers at %s',
    async (path) => {
      const body = formBytes([filePart(IMAGE)], 'b');
      const headers = { 'Content-Type': 'multipart/form-data; boundary=b' };
      const answer = await ask(`${server.url}${path}`, { method: 'PUT', headers, body });
      expect(answer.status).toBe(200);
    },
  );

  it.each([
    ['params first, as the C++ client', [PARAMS, filePart(IMAGE)]],
    ['params that are null and last, as the browsers', [filePart(IMAGE), { ...PARAMS, body: 'null' }]],
    ['any name of the file part', [filePart(IMAGE, 'a.nii.gz', 'whatever')]],
  ])('takes %s', async (_, parts) => {
    expect((await putForm(server.url, parts)).status).toBe(200);
  });

  it('takes HTTP/1.0, as the C++ client puts', async () => {
    const body = formBytes([PARAMS, filePart(IMAGE)], 'MIME_boundary_6976');
    const bytes = await rawExchange(server.port, (socket) => {
      socket.write(
        `PUT /session/ HTTP/1.0\r\nConnection: Close\r\nContent-Type: multipart/form-data; boundary="MIME_boundary_6976"\r\nContent-Length: ${body.length}\r\n\r\n`,
      );
      socket.write(body);
    });
    const answer = parseAnswer(bytes);
    expect([answer.status, JSON.parse(answer.body.toString()).session_id]).toEqual([
      200,
      expect.stringMatching(ID),
    ]);
  });

  it.each([
    ['?expiry=30', 30],
    ['?expiry=0.5', 0.5],
    ['', 3600],
    ['?expiry=0', 3600],
    ['?expiry=-5', 3600],
    ['?expiry=abc', 3600],
    ['?expiry=', 3600],
    ['?expiry=NaN', 3600],
    ['?expiry=1e12', 86_400],
    ['?expiry=Infinity', 3600],
    ['?expiry=30&expiry=60', 60],
  ])('%s lives for %d s unused', async (query, seconds) => {
    const { body } = await putForm(server.url, [filePart(IMAGE)], query);
    expect(JSON.parse(body.toString()).session_info.expiry).toBe(seconds);
  });

  it('keeps of several files the volume that they make', async () => {
    const { body } = await putForm(server.url, [
      filePart('header', 'scan.hdr', 'image0'),
      filePart('voxels', 'scan.img', 'image1'),
    ]);
    const { session_id: id, session_info: known } = JSON.parse(body.toString());
    const [asked] = server.annotator.requests;
    expect(imagesOf(asked).map(({ name }) => name)).toEqual(['scan.hdr', 'scan.img']);
    expect(asked).toMatchObject({ kind: 'inspection', volumeFile: expect.stringMatching(/image\.nii\.gz$/) });
    expect(asked?.session).toBeUndefined();
    expect(known.image).toBe('image.nii.gz');
    const { body: image } = await ask(`${server.url}/session/${id}?image=true`);
    expect(image).toEqual(FAKE_VOLUME);
    await ask(`${server.url}/v1/deepgrow?model=clara_deepgrow&session_id=${id}`, { method: 'POST' });
    expect(await server.sessions.kept()).toBe(1);
  });
});

describe('GET /session/{id}', () => {
  it('says what is known, as PUT did', async () => {
    const { body } = await putForm(server.url, [filePart(IMAGE)]);
    const { session_id: id, session_info: known } = JSON.parse(body.toString());
    for (const path of [`/session/${id}`, `/session/${id}/`, `/session/${id}?image=false&verbose=1`]) {
      expect(await json(path)).toEqual({ status: 200, json: known });
    }
  });

  it.each([0, 1, 100_000, 3_000_001])('gives %i bytes back as they came', async (length) => {
    const image = Buffer.alloc(length, 'voxel\r\n');
    const id = await putSession(server.url, image);
    for (const word of ['true', 'True', '1']) {
      const answer = await ask(`${server.url}/session/${id}?image=${word}`);
      expect([answer.status, answer.headers['content-type']]).toEqual([200, 'application/octet-stream']);
      expect([Number(answer.headers['content-length']), answer.body.equals(image)]).toEqual([length, true]);
    }
    const head = await ask(`${server.url}/session/${id}?image=true`, { method: 'HEAD' });
    expect([head.status, Number(head.headers['content-length']), head.body.length]).toEqual([200, length, 0]);
  });

  it.each([
    ['', false],
    ['?update_ts=false', false],
    ['?update_ts=true', true],
    ['?update_ts=True', true],
    ['?image=true', true],
  ])('%j counts as a use: %p', async (query, counts) => {
    const id = await putSession(server.url, IMAGE, '?expiry=60');
    await server.sessions.clock.pass(50);
    expect((await ask(`${server.url}/session/${id}${query}`)).status).toBe(200);
    const { json: known } = await json(`/session/${id}`);
    expect(known.last_access_ts - START).toBe(counts ? 50 : 0);
    await server.sessions.clock.pass(20);
    expect((await json(`/session/${id}`)).status).toBe(counts ? 200 : 404);
  });
});

describe('DELETE /session/{id}', () => {
  it('removes at once, and tells workers', async () => {
    const [id, other] = [await putSession(server.url), await putSession(server.url)];
    const { status } = await json(`/session/${id}`, 'DELETE');
    expect([status, await server.sessions.kept(), await server.sessions.staged()]).toEqual([200, 1, 0]);
    expect(server.annotator.forgotten).toEqual([id]);
    expect((await json(`/session/${other}/`, 'DELETE')).status).toBe(200);
    expect(await server.sessions.kept()).toBe(0);
  });

  it('is 404 the second time', async () => {
    const id = await putSession(server.url);
    const ends = await Promise.all([json(`/session/${id}`, 'DELETE'), json(`/session/${id}`, 'DELETE')]);
    expect(ends.map(({ status }) => status).toSorted()).toEqual([200, 404]);
    expect(await json(`/session/${id}`, 'DELETE')).toEqual({
      status: 404,
      json: {
        error: {
          message: ['There is no session of this id: it has expired, was deleted, or never was.'],
          type: 'SessionNotFound',
        },
        success: false,
      },
    });
  });
});

describe('an id that nobody was given', () => {
  it.each([
    ['another', '1d8d6f1c-0b0e-4b6c-9d0c-0d6d3a0a4c11'],
    ['a path', '..%2Fx'],
    ['a path up', '%2e%2e%2f%2e%2e%2fmodels'],
    ['a broken escape', '%zz'],
    ['a NUL', '%00'],
    ['ten kilobytes', 'a'.repeat(10_000)],
  ])('is 404 to GET and DELETE: %s', async (_, id) => {
    for (const [method, path] of [
      ['GET', `/session/${id}`],
      ['GET', `/session/${id}?image=true`],
      ['DELETE', `/session/${id}`],
    ]) {
      const answer = await ask(`${server.url}${path}`, { method: method ?? '' });
      expect([method, answer.status, refusal(answer).tag]).toEqual([method, 404, 'SessionNotFound']);
    }
  });

  it('may be one in capitals', async () => {
    const id = await putSession(server.url);
    expect((await json(`/session/${id.toUpperCase()}`)).status).toBe(404);
    expect((await json(`/session/${id}`)).status).toBe(200);
  });

  it('is no path where it is one that a client did not escape', async () => {
    const raw = (path: string) =>
      rawExchange(
        server.port,
        (socket) => void socket.write(`GET ${path} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n`),
      ).then(parseAnswer);
    expect((await raw('/session/../x')).status).toBe(404);
    expect((await raw(`/session/${'a'.repeat(1e6)}`).catch(() => ({ status: 413 }))).status).toBe(413);
  });
});
