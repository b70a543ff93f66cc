import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { CLICKS, SPLEEN } from '../testing/fake-catalogue.js';
import { ask, refusal } from '../testing/post.js';
import { startTestServer, type TestServer } from '../testing/start-test-server.js';

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer({}, { models: [SPLEEN, CLICKS] });
});
afterAll(() => server.stop());

const get = async (path: string) => {
  const answer = await ask(`${server.url}${path}`);
  return { ...answer, json: JSON.parse(answer.body.toString()) };
};

describe('GET /v1/models', () => {
  it.each(['/v1/models', '/v1/models/', '/v1/models?save_doc=true'])('%s is a bare list', async (path) => {
    const { status, headers, json } = await get(path);
    expect(status).toBe(200);
    expect(headers['content-type']).toBe('application/json');
    expect(json).toEqual([
      {
        name: 'clara_ct_seg_spleen_amp',
        labels: ['spleen'],
        description: 'A spleen in CT',
        version: '3',
        type: 'segmentation',
      },
      {
        name: 'clara_deepgrow',
        labels: [],
        description: 'Anything, by clicks',
        version: '3',
        type: 'deepgrow',
        deepgrow: '3D',
      },
    ]);
  });

  it.each([
    ['?label=Spleen', ['clara_ct_seg_spleen_amp']],
    ['?label=my%20spleen', ['clara_ct_seg_spleen_amp']],
    ['?label=my+spleen', ['clara_ct_seg_spleen_amp']],
    ['?label=spleen&type=segmentation', ['clara_ct_seg_spleen_amp']],
    ['?type=deepgrow', ['clara_deepgrow']],
    ['?label=New+label+1', []],
  ])('%s -> %j', async (query, names) => {
    const { status, json } = await get(`/v1/models${query}`);
    expect(status).toBe(200);
    expect(json.map(({ name }: { name: string }) => name)).toEqual(names);
  });

  it('answers model= with one object', async () => {
    const { status, json } = await get('/v1/models?model=clara_deepgrow');
    expect(status).toBe(200);
    expect(json.name).toBe('clara_deepgrow');
  });

  it('answers an unknown model 404', async () => {
    const answer = await get('/v1/models/?model=nobody');
    expect(answer.status).toBe(404);
    expect(refusal(answer)).toEqual({ tag: 'ModelNotFound', message: 'There is no model "nobody".' });
  });

  it('answers HEAD with the headers alone', async () => {
    const answer = await ask(`${server.url}/v1/models`, { method: 'HEAD' });
    expect(answer.status).toBe(200);
    expect(Number(answer.headers['content-length'])).toBeGreaterThan(100);
    expect(answer.body).toHaveLength(0);
  });
});
