import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { filePart, PARAMS } from '../testing/form.js';
import { postForm, refusal, type Answer } from '../testing/post.js';
import { startTestServer, type TestServer } from '../testing/start-test-server.js';

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer();
});
beforeEach(() => {
  server.annotator.requests.length = 0;
});
afterAll(() => server.stop());

const post = (path: string, params: string): Promise<Answer> =>
  postForm(`${server.url}/v1/${path}&output=json`, [{ ...PARAMS, body: params }, filePart('an image')]);

/** What a request said of points and clicks when it reached the annotator. */
const reached = (): unknown[] =>
  server.annotator.requests.map((request) => ({
    kind: request.kind,
    ...('points' in request && { points: request.points }),
    ...('clicks' in request && { clicks: request.clicks }),
  }));

const SIX = [
  [93, 106, 64],
  [40, 108, 64],
  [29, 66, 64],
  [47, 20, 64],
  [93, 32, 64],
  [99, 68, 64],
];
const POINTS = 'dextr3d?model=clara_ct_annotation_spleen_amp';
const CLICKS = 'deepgrow?model=clara_deepgrow';

describe('the points of POST /v1/dextr3d', () => {
  it.each([
    ['lists, as most clients', JSON.stringify({ points: SIX })],
    ['a text, as the API page', JSON.stringify({ points: JSON.stringify(SIX) })],
    ['under the name that Slicer reads', JSON.stringify({ extreme_points: SIX })],
    ['beside the sigma of the first clients', JSON.stringify({ points: SIX, sigma: 3 })],
    ['texts themselves', JSON.stringify({ points: SIX.map((point) => point.map(String)) })],
  ])('may be %s', async (_, params) => {
    expect((await post(POINTS, params)).status).toBe(200);
    expect(reached()).toEqual([{ kind: 'dextr3d', points: SIX }]);
  });

  it('are handed on as they are, fractions and what lies outside included', async () => {
    const points = SIX.map(([x, y, z]) => [x + 0.25, -y, 1000 * z]);
    expect((await post(POINTS, JSON.stringify({ points }))).status).toBe(200);
    expect(reached()).toEqual([{ kind: 'dextr3d', points }]);
  });

  it.each([
    ['{}', /^The params hold no points; extreme points are at least 6, two for each axis/],
    ['null', /^The params hold no points/],
    [JSON.stringify({ points: SIX.slice(1) }), /^The params hold 5 points; /],
    ['{"points":[[1,2,3],"x"]}', /^points\[1\] is "x"; a point is a list of its x, y and z/],
    ['{"points":[[NaN,2,3]]}', /^points\[0\] is \["NaN",2,3\]; a point is/],
    ['{"points":[[1,2,null]]}', /^points\[0\] is /],
    ['{"points":"spleen"}', /^The values of points are no JSON: a JSON list was expected/],
  ])('%s are refused', async (params, sentence) => {
    const answer = await post(POINTS, params);
    expect([answer.status, refusal(answer).tag]).toEqual([400, 'MalformedRequest']);
    expect(refusal(answer).message).toEqual(expect.stringMatching(sentence));
    expect(reached()).toEqual([]);
  });

  it('are refused where nobody can have clicked so often', async () => {
    const answer = await post(POINTS, JSON.stringify({ points: new Array(1e6).fill([1, 2, 3]) }));
    expect([answer.status, refusal(answer).tag]).toEqual([413, 'LimitExceeded']);
    expect(reached()).toEqual([]);
  });
});

const FOREGROUND = [
  [155, 189, 78],
  [184, 192, 78],
  [114, 225, 78],
];

describe('the clicks of POST /v1/deepgrow', () => {
  it.each([
    [
      'lists, as the Python client',
      { foreground: FOREGROUND, background: [], current_point: [114, 225, 78], spatial_size: [1, 256, 256] },
      {
        lists: { foreground: FOREGROUND, background: [] },
        current: [114, 225, 78],
        spatialSize: [1, 256, 256],
      },
    ],
    [
      'texts, as the API page',
      { foreground: JSON.stringify(FOREGROUND), background: '[]' },
      { lists: { foreground: FOREGROUND, background: [] } },
    ],
    [
      'fractions with a nested current point, as OHIF',
      { foreground: [[1.5, 2.25, 3]], background: [[9.5, 8, 3]], current_point: [[9.5, 8, 3]] },
      { lists: { foreground: [[1.5, 2.25, 3]], background: [[9.5, 8, 3]] }, current: [9.5, 8, 3] },
    ],
    [
      'background alone, as MITK',
      { background: [[1, 2, 3]] },
      { lists: { foreground: [], background: [[1, 2, 3]] } },
    ],
    [
      'of labels, as DeepEdit has them, and of a slice',
      { spleen: [[1, 2, 3]], background: [[4, 5, 3]], slice: 3 },
      { lists: { foreground: [], background: [[4, 5, 3]], spleen: [[1, 2, 3]] }, slice: 3 },
    ],
  ])('may be %s', async (_, params, clicks) => {
    expect((await post(CLICKS, JSON.stringify(params))).status).toBe(200);
    expect(reached()).toEqual([{ kind: 'deepgrow', clicks }]);
  });

  it.each([
    ['{}', /^The params hold no click: send at least one point/],
    ['{"foreground":[],"background":"[]"}', /^The params hold no click/],
    ['{"foreground":[[1]]}', /^foreground\[0\] is \[1\]; a point/],
    ['{"foreground":[[1,2,3]],"current_point":"here"}', /^The values of current_point are no JSON/],
  ])('%s are refused', async (params, sentence) => {
    const answer = await post(CLICKS, params);
    expect([answer.status, refusal(answer).tag]).toEqual([400, 'MalformedRequest']);
    expect(refusal(answer).message).toEqual(expect.stringMatching(sentence));
    expect(reached()).toEqual([]);
  });
});

describe('what POST /v1/inference takes', () => {
  it.each([
    ['clara_ct_seg_spleen_amp', '{}', {}],
    ['clara_ct_seg_spleen_amp', 'null', {}],
    ['my_model', '{"mydata":[1,2,3]}', {}],
    ['clara_ct_annotation_spleen_amp', JSON.stringify({ points: SIX }), { points: SIX }],
    [
      'clara_deepgrow',
      '{"foreground":[[1,2,3]],"background":[],"current_point":[[1,2,3]]}',
      { clicks: { lists: { foreground: [[1, 2, 3]], background: [] }, current: [1, 2, 3] } },
    ],
    [
      'clara_pipeline',
      '{"foreground":"[[1,2,3]]"}',
      { clicks: { lists: { foreground: [[1, 2, 3]], background: [] } } },
    ],
    ['my_model', '{"points":"many"}', {}],
  ])('%s with %s', async (model, params, asked) => {
    expect((await post(`inference?model=${model}`, params)).status).toBe(200);
    expect(reached()).toEqual([{ kind: 'inference', ...asked }]);
  });
});

describe('params that mean nothing here', () => {
  it.each(['segmentation?model=my_model', 'inference?model=clara_pipeline'])(
    'are logged and not refused: %s',
    async (path) => {
      const before = server.log.length;
      expect((await post(path, '{"mydata":[1,2,3],"more_points":10}')).status).toBe(200);
      const lines = server.log.slice(before).map((line) => line['msg']);
      expect(lines).toContain('params ignored: mydata, more_points');
      expect(server.log.slice(before).filter((line) => Number(line['level']) >= 40)).toEqual([]);
    },
  );

  it('are nothing to tell where all mean something', async () => {
    const before = server.log.length;
    await post(CLICKS, '{"foreground":[[1,2,3]],"result_dtype":"uint16","sigma":3}');
    expect(server.log.slice(before).map((line) => line['msg'])).not.toContainEqual(
      expect.stringMatching(/ignored/),
    );
  });
});
