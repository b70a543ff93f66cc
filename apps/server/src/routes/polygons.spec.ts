import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { FAKE_MASK } from '../testing/fake-annotator.js';
import { filePart, PARAMS } from '../testing/form.js';
import { postForm, refusal, type Answer } from '../testing/post.js';
import { readReply } from '../testing/read-reply.js';
import { startTestServer, type TestServer } from '../testing/start-test-server.js';

let server: TestServer;
beforeEach(async () => {
  server = await startTestServer();
});
afterEach(() => server.stop());

const post = (params: string, query = ''): Promise<Answer> =>
  postForm(`${server.url}/v1/mask2polygon${query}`, [
    { ...PARAMS, body: params },
    filePart('a mask', 'm.nii.gz'),
  ]);

describe('POST /v1/mask2polygon', () => {
  it.each(['', '?output=image', '?output=all'])(
    'answers a bare list, [j, i], whatever the output: %j',
    async (query) => {
      const { status, headers, body } = await post('{"more_points": 10}', query);
      expect([status, headers['content-type'], headers['transfer-encoding']]).toEqual([
        200,
        'application/json',
        undefined,
      ]);
      expect(JSON.parse(body.toString())).toEqual([[], [[[2, 1], [4, 3]]]]); // prettier-ignore
    },
  );

  it.each([
    ['{ more_points: 10 }', { morePoints: 10 }],
    ['{}', { morePoints: 0 }],
    ['null', { morePoints: 0 }],
    ['{"label": 3, "more_points": "1"}', { morePoints: 1, label: 3 }],
  ])('reads %s', async (params, asked) => {
    await post(params);
    const [request] = server.annotator.requests;
    expect(request).toMatchObject({ kind: 'mask-to-polygons', ...asked, images: [{ name: 'm.nii.gz' }] });
  });

  it('takes the mask of a session', async () => {
    const put = await fetch(`${server.url}/session/`, {
      method: 'PUT',
      headers: { 'content-type': 'multipart/form-data; boundary=b' },
      body: '--b\r\nContent-Disposition: form-data; name="image"; filename="m.nii"\r\n\r\nmask\r\n--b--\r\n',
    });
    const { session_id: id } = Object(await put.json());
    const { status } = await postForm(`${server.url}/v1/mask2polygon?session_id=${id}`, [PARAMS]);
    expect(status).toBe(200);
    expect(server.annotator.requests.at(-1)).toMatchObject({ kind: 'mask-to-polygons', session: id });
  });

  it.each([
    ['params that mean nothing', () => post('{"more_points": -1}'), 400, 'MalformedRequest'],
    ['no mask', () => postForm(`${server.url}/v1/mask2polygon`, [PARAMS]), 400, 'MalformedRequest'],
    ['a dead session', () => post('{}', '?session_id=gone'), 440, 'SessionGone'],
  ])('refuses %s', async (_what, posting, status, type) => {
    const answer = await posting();
    expect([answer.status, refusal(answer).tag]).toEqual([status, type]);
  });
});

describe('POST /v1/fixpolygon', () => {
  const EDIT = { poly: [[[1, 2], [3, 4], [5, 2]]], polygon_index: 0, vertex_index: 1, vertex_offset: [8, 5] }; // prettier-ignore
  const fix = (params: object, query = ''): Promise<Answer> =>
    postForm(`${server.url}/v1/fixpolygon${query}`, [
      { ...PARAMS, body: JSON.stringify(params) },
      filePart('a slice', 'slice.png'),
    ]);

  it('answers the polygons, and the mask beside them', async () => {
    expect(readReply(await fix(EDIT))).toEqual({
      params: { poly: EDIT.poly },
      fileName: 'result.png',
      file: FAKE_MASK,
    });
    expect(server.annotator.requests).toMatchObject([
      {
        kind: 'fix-polygon',
        edit: { slice: 0, ring: 0, vertex: 1, offset: [8, 5], neighbours: 0, slices: 0 },
      },
    ]);
  });

  it('answers either alone', async () => {
    const params = await fix(EDIT, '?output=results');
    expect([params.headers['content-type'], JSON.parse(params.body.toString())]).toEqual([
      'application/json',
      { poly: EDIT.poly },
    ]);
    const image = await fix(EDIT, '?output=image');
    expect([image.headers['content-type'], image.body]).toEqual(['application/octet-stream', FAKE_MASK]);
  });

  it('gives a stack back as it came, [j, i]', async () => {
    const stack = { ...EDIT, poly: [[], EDIT.poly], slice_index: 1, result_extension: '.nrrd' };
    expect(readReply(await fix(stack)).params).toEqual({ poly: stack.poly });
    expect(server.annotator.requests).toMatchObject([
      { edit: { slice: 1, offset: [5, 8] }, result: { extension: '.nrrd' } },
    ]);
  });

  it.each([
    ['no polygons', {}, /hold no polygons/],
    ['no such vertex', { ...EDIT, vertex_index: 7 }, /no vertex 7/],
  ])('refuses %s', async (_what, params, message) => {
    const answer = await fix(params);
    expect([answer.status, refusal(answer)]).toEqual([
      400,
      { tag: 'MalformedRequest', message: expect.stringMatching(message) },
    ]);
  });
});
