import { readFile } from 'node:fs/promises';
import { basename, dirname } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { imagesOf } from '@aiaa/annotator/testing';
import { FAKE_MASK } from '../testing/fake-annotator.js';
import { filePart, PARAMS } from '../testing/form.js';
import { postForm, refusal } from '../testing/post.js';
import { readReply } from '../testing/read-reply.js';
import { startTestServer, type TestServer } from '../testing/start-test-server.js';

const PATH = '/v1/segmentation?model=clara_ct_seg_spleen_amp';
const IMAGE = Buffer.from('an image\r\n--');

let server: TestServer;
let received: { bytes: Buffer; name: string }[];
beforeEach(async () => {
  server = await startTestServer();
  received = [];
  server.annotator.inspect = async (request) => {
    const { resultFolder } = request;
    for (const { path, name } of imagesOf(request)) {
      expect(dirname(path)).toBe(resultFolder);
      received.push({ bytes: await readFile(path), name });
    }
  };
});
afterEach(async () => {
  await server.stop();
});

const REPLY = { params: { points: [[0, 1, 2], [9, 8, 7]] }, fileName: 'result.nii.gz', file: FAKE_MASK }; // prettier-ignore

describe('several files in one form', () => {
  const SECOND = Buffer.alloc(100_000, 'second');

  it.each([
    ['before', [PARAMS, filePart(IMAGE, 't1.nii.gz', 'image0'), filePart(SECOND, 't2.nii.gz', 'image1')]],
    ['between', [filePart(IMAGE, 't1.nii.gz', 'image0'), PARAMS, filePart(SECOND, 't2.nii.gz', 'image1')]],
    ['after', [filePart(IMAGE, 't1.nii.gz', 'image0'), filePart(SECOND, 't2.nii.gz', 'image1'), PARAMS]],
  ])('are handed over whole, each under its name, the params %s them', async (_, parts) => {
    expect(readReply(await postForm(`${server.url}${PATH}`, parts))).toEqual(REPLY);
    expect(received).toEqual([
      { bytes: IMAGE, name: 't1.nii.gz' },
      { bytes: SECOND, name: 't2.nii.gz' },
    ]);
  });

  it('keep apart what has one name, and take no path from it', async () => {
    const hostile = '../../../../tmp/upload-0';
    await postForm(`${server.url}${PATH}`, [filePart('one', hostile), filePart('two', hostile)]);
    expect(received.map(({ bytes, name }) => [bytes.toString(), name])).toEqual([
      ['one', 'upload-0'],
      ['two', 'upload-0'],
    ]);
    const [request] = server.annotator.requests;
    expect(imagesOf(request).map(({ path }) => basename(path))).toEqual(['upload-0', 'upload-1']);
  });

  it('without file names are called by their fields', async () => {
    const headers = (name: string) => [
      `Content-Disposition: form-data; name="${name}"`,
      'Content-Type: application/octet-stream',
    ];
    await postForm(`${server.url}${PATH}`, [
      { headers: headers('image0'), body: 'x' },
      { headers: headers('image1'), body: 'y' },
    ]);
    expect(received.map(({ name }) => name)).toEqual(['image0', 'image1']);
  });

  it.each([1000, 30_000, 200_000, 2_000_000])(
    'of %i bytes arrive in order, among hundreds of small ones',
    async (length) => {
      const small = Array.from({ length: 300 }, (_, at) => filePart(`${at}`, `${at}.nii`));
      const parts = [filePart('x'.repeat(length)), ...small, filePart('y'.repeat(length))];
      expect((await postForm(`${server.url}${PATH}`, parts)).status).toBe(200);
      expect(received.map(({ bytes }) => bytes.length)).toEqual([
        length,
        ...small.map(({ body }) => body.length),
        length,
      ]);
      expect(received.slice(1, -1).every(({ bytes, name }) => name === `${bytes.toString()}.nii`)).toBe(true);
    },
  );
});

describe('the format of the result', () => {
  const post = (params: string) =>
    postForm(`${server.url}${PATH}`, [{ ...PARAMS, body: params }, filePart(IMAGE)]);

  it.each([
    ['null', { extension: '.nii.gz', compress: true }, 'result.nii.gz'],
    [
      '{"result_extension":".nrrd","result_dtype":"uint16","result_compress":true}',
      { extension: '.nrrd', dtype: 'uint16', compress: true },
      'result.nrrd',
    ],
    ['{"result_extension":"nii","result_compress":"false"}', { extension: '.nii', compress: false }, 'result.nii'],
    ['{result_extension:"PNG"}', { extension: '.png', compress: true }, 'result.png'],
  ])('%s is %j, and the file is called so', async (params, format, fileName) => {
    expect(readReply(await post(params))).toEqual({ ...REPLY, fileName });
    expect(server.annotator.requests).toEqual([expect.objectContaining({ result: format })]);
  }); // prettier-ignore

  it.each([
    ['{"result_extension":".dicom"}', /^result_extension is "\.dicom"; this server writes \.nii\.gz, /],
    ['{"result_dtype":"int8"}', /^result_dtype is "int8"; this server writes uint8, uint16, /],
    ['{"result_compress":"maybe"}', /^result_compress is "maybe"; true or false /],
    ['{"result_extension":".png","result_dtype":"float32"}', /^A \.png result is uint8 or uint16/],
  ])('%s is refused at the door', async (params, sentence) => {
    const answer = await post(params);
    expect([answer.status, refusal(answer).tag]).toEqual([400, 'MalformedRequest']);
    expect(refusal(answer).message).toEqual(expect.stringMatching(sentence));
    expect(server.annotator.requests).toEqual([]);
  });
});
