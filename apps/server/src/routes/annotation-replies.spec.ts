import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { voxelIndex } from '@aiaa/volume';
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

const CLICK = { ...PARAMS, body: '{"foreground":[[1,2,3]],"points":[[1,2,3],[1,2,3],[1,2,3],[1,2,3],[1,2,3],[1,2,3]]}' }; // prettier-ignore

const post = (path: string): Promise<Answer> =>
  postForm(`${server.url}/v1/${path}`, [CLICK, filePart('an image')]);

describe('the answer of every endpoint', () => {
  const MASKS = [
    'segmentation?model=clara_ct_seg_spleen_amp',
    'dextr3d?model=clara_ct_annotation_spleen_amp',
    'deepgrow?model=clara_deepgrow',
    'inference?model=clara_pipeline',
  ];
  const PARAMS_ALONE = { points: [[0, 1, 2], [9, 8, 7]] }; // prettier-ignore

  it.each(MASKS)('is multipart of params and mask: %s', async (path) => {
    expect(readReply(await post(path))).toEqual({
      params: PARAMS_ALONE,
      fileName: 'result.nii.gz',
      file: FAKE_MASK,
    });
  });

  it.each(MASKS)('is the mask alone for output=image: %s', async (path) => {
    const { headers, body } = await post(`${path}&output=image`);
    expect([headers['content-type'], body]).toEqual(['application/octet-stream', FAKE_MASK]);
  });

  it.each(MASKS)('is the params alone for output=results: %s', async (path) => {
    const { headers, body } = await post(`${path}&output=results`);
    expect([headers['content-type'], JSON.parse(body.toString())]).toEqual([
      'application/json',
      PARAMS_ALONE,
    ]);
  });

  it('lists in its params what else is known of the mask', async () => {
    const box = { min: voxelIndex(0, 1, 2), max: voxelIndex(3, 4, 5) };
    server.annotator.beside = {
      box,
      crop: box,
      centroids: [{ name: 'spleen', label: 1, voxel: voxelIndex(1, 2, 3) }],
    };
    expect(readReply(await post('deepgrow?model=clara_deepgrow')).params).toEqual({
      ...PARAMS_ALONE,
      bbox: [[0, 1, 2], [3, 4, 5]],
      crop: [[0, 3], [1, 4], [2, 5]],
      centroids: [{ spleen: [1, 1, 2, 3] }],
    }); // prettier-ignore
  });
});

describe('a classification', () => {
  const SCORES = [
    { label: 'lateral', score: 0.75 },
    { label: 'frontal', score: 0.25 },
  ];
  const ANSWER = { prediction: ['lateral'], scores: SCORES };
  beforeEach(() => {
    server.annotator.scores = SCORES;
  });

  it.each(['', '&output=all'])('is multipart of the params alone, %s', async (output) => {
    const { status, headers, body } = await post(`inference?model=xray_views${output}`);
    const boundary = /boundary=(.+)$/.exec(String(headers['content-type']))?.[1];
    expect([status, Number(headers['content-length'])]).toEqual([200, body.length]);
    expect(body.toString()).toBe(
      `--${boundary}\r\nContent-Disposition: form-data; name="params"\r\nContent-Type: application/json\r\n\r\n` +
        `${JSON.stringify(ANSWER)}\r\n--${boundary}--\r\n`,
    );
  });

  it.each(['result', 'results', 'json'])('is JSON for output=%s', async (output) => {
    const { headers, body } = await post(`inference?model=xray_views&output=${output}`);
    expect([headers['content-type'], JSON.parse(body.toString())]).toEqual(['application/json', ANSWER]);
  });

  it('is no file, whatever the type of its model had promised', async () => {
    const answer = await post('inference?model=my_model&output=image');
    expect([answer.status, refusal(answer).tag]).toEqual([400, 'MalformedRequest']);
    expect(refusal(answer).message).toEqual(expect.stringMatching(/is JSON and has no image/));
  });
});
