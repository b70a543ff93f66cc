import { connect } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { imagesOf } from '@aiaa/annotator/testing';
import { eventually } from '../testing/eventually.js';
import { filePart, formBytes, PARAMS, type FormPartBytes } from '../testing/form.js';
import { ask, postForm, refusal } from '../testing/post.js';
import { putForm, putSession } from '../testing/put-session.js';
import { startTestServer, type TestServer } from '../testing/start-test-server.js';

let server: TestServer;
beforeEach(async () => {
  server = await startTestServer({}, { quotaBytes: 1000 });
});
afterEach(() => server.stop());

/** Nothing of a refused session is left: neither its files nor what workers made of them. */
async function expectNothingKept(): Promise<void> {
  await eventually(async () => (await server.sessions.staged()) === 0 && (await server.leftovers()) === 0);
  expect(await server.sessions.kept()).toBe(0);
  const asked = server.annotator.requests.flatMap(({ session }) => session ?? []);
  expect(server.annotator.forgotten).toEqual(expect.arrayContaining(asked));
}

describe('PUT /session/ refuses', () => {
  it.each<[string, FormPartBytes[], [number, string], RegExp]>([
    ['a form without a file', [PARAMS], [400, 'MalformedRequest'], /^The request carries no image: send one/],
    [
      'more than all sessions may hold',
      [filePart('x'.repeat(1001))],
      [507, 'StorageFull'],
      /^The sessions hold 0 of 1000 bytes and this one has 1001: end sessions/,
    ],
  ])('%s', async (_, parts, refused, sentence) => {
    const answer = await putForm(server.url, parts);
    expect([answer.status, refusal(answer).tag]).toEqual(refused);
    expect(refusal(answer).message).toEqual(expect.stringMatching(sentence));
    await expectNothingKept();
  });

  it.each([
    ['application/json', '{"dicom":{"server_address":"pacs"}}'],
    ['application/x-www-form-urlencoded', '{"url":"http://127.0.0.1/"}'],
    ['multipart/form-data; boundary=b', '--b\r\nContent-Disposition: form-data; name="image"; filename="a"'],
    ['multipart/form-data', ''],
  ])('a body of %s that is no form: %s', async (type, body) => {
    const headers = { 'Content-Type': type };
    const answer = await ask(`${server.url}/session/`, { method: 'PUT', headers, body });
    expect([answer.status, refusal(answer).tag]).toEqual([400, 'MalformedRequest']);
    await expectNothingKept();
  });

  it.each([
    ['UnsupportedImage', 415],
    ['MalformedImage', 400],
    ['LimitExceeded', 413],
    ['WorkerLost', 500],
    ['Overloaded', 503],
  ] as const)('what is no image, as the annotator has it: %s', async (tag, status) => {
    server.annotator.fault = { tag, message: 'The file "a.nii.gz" holds no image.' };
    const answer = await putForm(server.url, [filePart('this is no image')]);
    expect([answer.status, refusal(answer)]).toEqual([
      status,
      { tag, message: 'The file "a.nii.gz" holds no image.' },
    ]);
    await expectNothingKept();
  });

  it('one more when the quota is used up, and takes it when there is room again', async () => {
    const first = await putSession(server.url, 'x'.repeat(600), '?expiry=60');
    const refused = await putForm(server.url, [filePart('y'.repeat(600))]);
    expect([refused.status, refusal(refused).tag]).toEqual([507, 'StorageFull']);
    expect(server.annotator.forgotten).toEqual([server.annotator.requests[1]?.session]);
    expect([await server.sessions.kept(), await server.sessions.staged()]).toEqual([1, 0]);
    await ask(`${server.url}/session/${first}`, { method: 'DELETE' });
    expect(await putSession(server.url, 'y'.repeat(600))).not.toBe(first);
  });

  it('any when the server stops', async () => {
    server.lifetime.stopping = true;
    const answer = await putForm(server.url, [filePart('x')]);
    expect([answer.status, refusal(answer).tag]).toEqual([503, 'Stopping']);
    await expectNothingKept();
  });
});

describe('a PUT that is cut short leaves nothing', () => {
  const BODY = formBytes([filePart('x'.repeat(100_000)), filePart('y'.repeat(100_000))], 'b');
  const HEAD = `PUT /session/ HTTP/1.1\r\nHost: x\r\nContent-Type: multipart/form-data; boundary=b\r\nContent-Length: ${BODY.length}\r\n\r\n`;

  const put = (bytes: number) => {
    const socket = connect(server.port, '127.0.0.1').on('error', () => undefined);
    socket.write(HEAD);
    socket.write(BODY.subarray(0, bytes));
    return socket;
  };

  it.each([0, 100, 60_000, 150_000])(
    'by a client that hangs up after %i bytes of its form',
    async (bytes) => {
      const socket = put(bytes);
      await eventually(async () => (await server.sessions.staged()) === 1);
      socket.destroy();
      await eventually(() => server.log.some((line) => line['status'] === 499));
      expect(server.annotator.requests).toEqual([]);
      await expectNothingKept();
    },
  );

  it('by a client that hangs up while its image is read', async () => {
    server.annotator.held = new Promise(() => undefined);
    const socket = put(BODY.length);
    await eventually(() => server.annotator.requests.length === 1);
    socket.destroy();
    await eventually(() => server.annotator.aborted === 1);
    await expectNothingKept();
  });

  it('by a server that stops and waits no longer', async () => {
    put(60_000);
    await eventually(async () => (await server.sessions.staged()) === 1);
    const { sessions } = server;
    const kept = sessions.kept();
    server.lifetime.stopping = true;
    await server.stop(50); // looks into the folders before it removes them
    expect(await kept).toBe(0);
    server = await startTestServer();
  });
});

describe('a POST over a session', () => {
  const asking = (id: string) => `${server.url}/v1/deepgrow?model=clara_deepgrow&session_id=${id}`;
  const CLICK = { ...PARAMS, body: '{"foreground":[[1,2,3]]}' };

  it('that is deleted while its files are looked for says so, and nothing of a server that failed', async () => {
    const id = await putSession(server.url);
    server.annotator.inspect = async () => {
      await ask(`${server.url}/session/${id}`, { method: 'DELETE' });
      server.annotator.fault = { tag: 'Internal', message: 'ENOENT' };
    };
    const answer = await postForm(asking(id), [CLICK]);
    expect([answer.status, answer.phrase, refusal(answer).tag]).toEqual([
      440,
      'Session Expired',
      'SessionGone',
    ]);
  });

  it('that lives tells what has failed', async () => {
    const id = await putSession(server.url);
    server.annotator.fault = { tag: 'UnfitImage', message: 'The image has 2 channels.' };
    const answer = await postForm(asking(id), [CLICK]);
    expect([answer.status, refusal(answer).tag]).toEqual([422, 'UnfitImage']);
  });

  it('that has expired has workers let go of it', async () => {
    const id = await putSession(server.url, 'an image', '?expiry=60');
    await server.sessions.clock.pass(61);
    expect((await postForm(asking(id), [CLICK])).status).toBe(440);
    expect(server.annotator.forgotten).toEqual([id]);
  });

  it.each([
    ['params alone', () => ({ body: formBytes([CLICK], 'b') })],
    [
      'a file, which is ignored',
      () => ({ body: formBytes([CLICK, filePart('another image', 'other.nii')], 'b') }),
    ],
  ])('takes %s', async (_, asked) => {
    const id = await putSession(server.url, 'the image');
    const headers = { 'Content-Type': 'multipart/form-data; boundary=b' };
    const answer = await ask(asking(id), { method: 'POST', headers, ...asked() });
    expect(answer.status).toBe(200);
    const request = server.annotator.requests.at(-1);
    expect(request).toMatchObject({ kind: 'deepgrow', session: id, images: [{ name: 'a.nii.gz' }] });
    expect(imagesOf(request)).toHaveLength(1);
    expect(imagesOf(request)[0]?.path.startsWith(server.sessions.folder)).toBe(true);
    expect(request?.resultFolder.startsWith(server.sessions.folder)).toBe(false);
  });

  it.each(['clara_ct_seg_spleen_amp', 'clara_pipeline'])('needs no body at all: %s', async (model) => {
    const id = await putSession(server.url);
    const url = `${server.url}/v1/segmentation?model=${model}&session_id=${id}&output=json`;
    expect((await ask(url, { method: 'POST' })).status).toBe(200);
    expect(server.annotator.requests.at(-1)).toMatchObject({ kind: 'segmentation', session: id });
  });

  it('counts as a use', async () => {
    const id = await putSession(server.url, 'an image', '?expiry=60');
    for (let click = 0; click < 5; click++) {
      await server.sessions.clock.pass(50);
      expect((await postForm(asking(id), [CLICK])).status).toBe(200);
    }
    await server.sessions.clock.pass(61);
    expect((await postForm(asking(id), [CLICK])).status).toBe(440);
  });
});
