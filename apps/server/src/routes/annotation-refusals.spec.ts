import { once } from 'node:events';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { filePart, formBytes, PARAMS } from '../testing/form.js';
import { postForm, refusal, type Answer } from '../testing/post.js';
import { parseAnswer, rawExchange } from '../testing/raw-exchange.js';
import { startTestServer, type TestServer } from '../testing/start-test-server.js';

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer();
});
afterAll(() => server.stop());

const UNKNOWN = '1d8d6f1c-0b0e-4b6c-9d0c-0d6d3a0a4c11';

/** Announces an upload, and sends none of it before the answer is there. */
async function answeredBeforeUpload(path: string): Promise<Answer> {
  let first = '';
  const bytes = await rawExchange(server.port, async (socket) => {
    socket.write(
      `POST ${path} HTTP/1.1\r\nHost: x\r\nContent-Type: multipart/form-data; boundary=b\r\nContent-Length: 9000000\r\n\r\n`,
    );
    [first] = (await once(socket, 'data')).map(String);
    socket.end();
  });
  expect(first).toMatch(/"success":false}\n$/);
  return parseAnswer(bytes);
}

describe('what an upload cannot mend is refused before it is read', () => {
  it.each<[string, string, [number, string], RegExp]>([
    ['segmentation', '', [400, 'MalformedRequest'], /^The request names no model/],
    ['deepgrow', 'model=nobody', [404, 'ModelNotFound'], /nobody/],
    [
      'segmentation',
      'model=clara_deepgrow',
      [400, 'MalformedRequest'],
      /^Model clara_deepgrow is of type deepgrow, which is not for segmentation: ask for deepgrow or inference\.$/,
    ],
    [
      'segmentation',
      'model=xray_views',
      [400, 'MalformedRequest'],
      /of type classification, which is not for segm/,
    ],
    [
      'dextr3d',
      'model=clara_ct_seg_spleen_amp',
      [400, 'MalformedRequest'],
      /of type segmentation, .* not for dextr3d/,
    ],
    ['deepgrow', 'model=my_model', [400, 'MalformedRequest'], /of type others, which is not for deepgrow/],
    [
      'inference',
      'model=xray_views&output=image',
      [400, 'MalformedRequest'],
      /"xray_views" is JSON and has no image/,
    ],
    [
      'inference',
      `model=my_model&session_id=${UNKNOWN}`,
      [440, 'SessionGone'],
      /^The session has expired or is unknown/,
    ],
    ['deepgrow', 'model=clara_deepgrow&session_id=..%2F..%2Fmodels', [440, 'SessionGone'], /./],
  ])('POST /v1/%s?%s -> %j', async (endpoint, query, refused, sentence) => {
    const answer = await answeredBeforeUpload(`/v1/${endpoint}?${query}`);
    expect([answer.status, refusal(answer).tag]).toEqual(refused);
    expect(refusal(answer).message).toEqual(expect.stringMatching(sentence));
    expect(await server.leftovers()).toBe(0);
  });

  it.each(['segmentation', 'dextr3d', 'deepgrow', 'inference'])(
    'a dead session by the phrase that is all the C++ client shows: %s',
    async (endpoint) => {
      const models: Record<string, string> = {
        dextr3d: 'clara_ct_annotation_spleen_amp',
        deepgrow: 'clara_deepgrow',
      };
      const model = models[endpoint] ?? 'clara_ct_seg_spleen_amp';
      const answer = await postForm(`${server.url}/v1/${endpoint}?model=${model}&session_id=${UNKNOWN}`, [
        PARAMS,
      ]);
      expect([answer.status, answer.phrase]).toEqual([440, 'Session Expired']);
    },
  );

  it('also over HTTP/1.0, as the C++ client posts', async () => {
    const body = formBytes([PARAMS, filePart('an image')], 'b');
    const bytes = await rawExchange(server.port, (socket) => {
      socket.write(
        `POST /v1/deepgrow?model=clara_deepgrow&session_id=${UNKNOWN} HTTP/1.0\r\nConnection: Close\r\nContent-Type: multipart/form-data; boundary="b"\r\nContent-Length: ${body.length}\r\n\r\n`,
      );
      socket.write(body);
    });
    const answer = parseAnswer(bytes);
    expect([answer.status, answer.phrase]).toEqual([440, 'Session Expired']);
  });

  it('asks nobody to work', () => {
    expect(server.annotator.requests).toEqual([]);
  });
});
