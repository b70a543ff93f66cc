import { readFile, stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { imagesOf } from '@aiaa/annotator/testing';
import { FAKE_MASK } from '../testing/fake-annotator.js';
import { filePart, formBytes, PARAMS, PYTHON_BOUNDARY, pythonBody } from '../testing/form.js';
import { ask, postForm, refusal, type Answer } from '../testing/post.js';
import { parseAnswer, rawExchange } from '../testing/raw-exchange.js';
import { readReply } from '../testing/read-reply.js';
import { startTestServer, type TestServer } from '../testing/start-test-server.js';

const PATH = '/v1/segmentation?model=clara_ct_seg_spleen_amp';
const IMAGE = Buffer.from('\x1f\x8b an image\r\n with -- and \r\n-- in it');

let server: TestServer;
let received: { bytes: Buffer; name: string; mode: number }[];
beforeEach(async () => {
  server = await startTestServer();
  received = [];
  server.annotator.inspect = async (request) => {
    const { mode } = await stat(request.resultFolder);
    for (const { path, name } of imagesOf(request)) {
      expect(dirname(path)).toBe(request.resultFolder);
      received.push({ bytes: await readFile(path), name, mode: mode & 0o777 });
    }
  };
});
afterEach(async () => {
  await server.stop();
});

const REPLY = { params: { points: [[0, 1, 2], [9, 8, 7]] }, fileName: 'result.nii.gz', file: FAKE_MASK }; // prettier-ignore

describe('POST /v1/segmentation', () => {
  it('hands over the image as it came, in a folder of its own', async () => {
    expect(readReply(await postForm(`${server.url}${PATH}`, [PARAMS, filePart(IMAGE)]))).toEqual(REPLY);
    expect(received).toEqual([{ bytes: IMAGE, name: 'a.nii.gz', mode: 0o700 }]);
    expect(server.annotator.requests[0]).toMatchObject({
      kind: 'segmentation',
      model: {
        name: 'clara_ct_seg_spleen_amp',
        revision: 'r1',
        folder: '/models/clara_ct_seg_spleen_amp',
      },
    });
  });

  it.each([
    ['params last, as the browser clients', [filePart(IMAGE), PARAMS]],
    ['no params at all', [filePart(IMAGE)]],
    ['params that are null', [filePart(IMAGE), { ...PARAMS, body: 'null' }]],
    [
      'params from a file',
      [{ ...PARAMS, headers: [`${PARAMS.headers[0]}; filename="p.json"`] }, filePart(IMAGE)],
    ],
    [
      'another text part',
      [{ ...PARAMS, headers: ['Content-Disposition: form-data; name="points"'] }, filePart(IMAGE)],
    ],
    ['any name of the file part', [filePart(IMAGE, 'a.nii.gz', 'whatever')]],
    [
      'a file part without a file name',
      [
        {
          headers: ['Content-Disposition: form-data; name="image"', 'Content-Type: application/octet-stream'],
          body: IMAGE,
        },
      ],
    ],
  ])('takes a form with %s', async (_, parts) => {
    expect(readReply(await postForm(`${server.url}${PATH}`, parts))).toEqual(REPLY);
    expect(received.map(({ bytes }) => bytes)).toEqual([IMAGE]);
  });

  it('streams a large image whole', async () => {
    const large = Buffer.alloc(5_000_001, 'volume');
    server.annotator.mask = Buffer.alloc(3_000_001, 'mask');
    expect(
      readReply(await postForm(`${server.url}${PATH}`, [filePart(large)])).file.equals(server.annotator.mask),
    ).toBe(true);
    expect(received[0]?.bytes.equals(large)).toBe(true);
  });

  it('takes and gives empty files', async () => {
    server.annotator.mask = Buffer.alloc(0);
    expect(readReply(await postForm(`${server.url}${PATH}`, [filePart('')])).file).toHaveLength(0);
    expect(received[0]?.bytes).toHaveLength(0);
  });

  it('lists no points for an empty mask', async () => {
    server.annotator.points = [];
    expect(readReply(await postForm(`${server.url}${PATH}`, [filePart(IMAGE)])).params).toEqual({
      points: [],
    });
  });

  it('gives the file alone for output=image, whatever Accept says', async () => {
    const answer = await ask(`${server.url}${PATH}&output=image`, {
      method: 'POST',
      headers: { Accept: 'multipart/form-data', 'Content-Type': 'multipart/form-data; boundary=b' },
      body: formBytes([filePart(IMAGE)], 'b'),
    });
    expect(answer.headers['content-type']).toBe('application/octet-stream');
    expect(Number(answer.headers['content-length'])).toBe(FAKE_MASK.length);
    expect(answer.body).toEqual(FAKE_MASK);
  });

  it.each(['result', 'results', 'json'])('gives the params alone for output=%s', async (output) => {
    const answer = await postForm(`${server.url}${PATH}&output=${output}`, [filePart(IMAGE)]);
    expect(answer.status).toBe(200);
    expect(answer.headers['content-type']).toBe('application/json');
    expect(JSON.parse(answer.body.toString())).toEqual(REPLY.params);
  });

  it.each(['all', 'unheard-of', ''])('gives both for output=%s', async (output) => {
    expect(readReply(await postForm(`${server.url}${PATH}&output=${output}`, [filePart(IMAGE)]))).toEqual(
      REPLY,
    );
  });

  it('serves several requests on one connection', async () => {
    const body = formBytes([PARAMS, filePart(IMAGE)], 'b').toString('latin1');
    const one = (connection: string) =>
      `POST ${PATH}&output=json HTTP/1.1\r\nHost: x\r\nConnection: ${connection}\r\nContent-Type: multipart/form-data; boundary=b\r\nContent-Length: ${body.length}\r\n\r\n${body}`;
    const bytes = await rawExchange(
      server.port,
      (socket) => void socket.write(one('keep-alive') + one('close'), 'latin1'),
    );
    expect(bytes.toString().match(/HTTP\/1\.1 200 OK/g)).toHaveLength(2);
  });
});

describe('the clients', () => {
  const post = (version: string, type: string, body: Buffer, extra = ''): Promise<Answer> =>
    rawExchange(server.port, (socket) => {
      socket.write(
        `POST ${PATH} HTTP/${version}\r\nHost: x\r\n${extra}Content-Type: ${type}\r\nContent-Length: ${body.length}\r\n\r\n`,
      );
      socket.write(body);
    }).then(parseAnswer);

  it('Python: a boundary with $, whole paths, an epilogue, lower-case headers', async () => {
    const body = pythonBody(IMAGE);
    const bytes = await rawExchange(server.port, (socket) => {
      socket.write(
        `POST ${PATH} HTTP/1.1\r\nHost: x\r\nAccept-Encoding: identity\r\ncontent-type: multipart/form-data; boundary=${PYTHON_BOUNDARY}\r\ncontent-length: ${body.length}\r\nConnection: close\r\n\r\n`,
      );
      socket.write(body);
    });
    expect(readReply(parseAnswer(bytes))).toEqual(REPLY);
    expect(received[0]).toMatchObject({ bytes: IMAGE, name: 'abc.nii.gz' });
  });

  it('C++: HTTP/1.0, a quoted boundary, Connection: Close', async () => {
    const boundary = 'MIME_boundary_697671BC25D97E03';
    const body = formBytes([PARAMS, filePart(IMAGE)], boundary, { before: '', after: '\r\n' });
    const answer = await post(
      '1.0',
      `multipart/form-data; boundary="${boundary}"`,
      body,
      'Connection: Close\r\n',
    );
    expect(readReply(answer)).toEqual(REPLY);
    expect(answer.headers['connection']).toBe('close');
  });

  it('HTTP/1.0 without a Connection header is closed all the same', async () => {
    const answer = await post('1.0', 'multipart/form-data; boundary=b', formBytes([filePart(IMAGE)], 'b'));
    expect(readReply(answer)).toEqual(REPLY);
    expect(answer.headers['connection']).toBe('close');
  });

  it('curl after -H: two boundaries, the last is real', async () => {
    const body = formBytes([filePart(IMAGE)], '------------------------real');
    const type = 'multipart/form-data; boundary=X; boundary=------------------------real';
    expect(readReply(await post('1.1', type, body, 'Connection: close\r\n'))).toEqual(REPLY);
  });

  it('a preamble and an epilogue are tolerated', async () => {
    const body = formBytes([filePart(IMAGE)], 'b', { before: 'This is MIME.\r\n', after: '\r\nbye\r\n' });
    expect(
      readReply(await post('1.1', 'multipart/form-data; boundary=b', body, 'Connection: close\r\n')),
    ).toEqual(REPLY);
  });

  it('a chunked upload, cut anywhere', async () => {
    const body = formBytes([PARAMS, filePart(IMAGE)], 'b');
    const bytes = await rawExchange(server.port, async (socket) => {
      socket.write(
        `POST ${PATH} HTTP/1.1\r\nHost: x\r\nConnection: close\r\nContent-Type: multipart/form-data; boundary=b\r\nTransfer-Encoding: chunked\r\n\r\n`,
      );
      for (const byte of body)
        socket.write(Buffer.concat([Buffer.from('1\r\n'), Buffer.from([byte]), Buffer.from('\r\n')]));
      socket.write('0\r\n\r\n');
    });
    expect(readReply(parseAnswer(bytes))).toEqual(REPLY);
    expect(received[0]?.bytes).toEqual(IMAGE);
  });
});

describe('refusals', () => {
  it.each([
    ['/v1/segmentation?model=nobody', 404, 'ModelNotFound'],
    ['/v1/segmentation', 400, 'MalformedRequest'],
    [`${PATH}&session_id=gone`, 440, 'SessionGone'],
  ])('%s -> %i %s', async (path, status, tag) => {
    const answer = await postForm(`${server.url}${path}`, [PARAMS]);
    expect(answer.status).toBe(status);
    expect(refusal(answer).tag).toBe(tag);
    expect(server.annotator.requests).toEqual([]);
  });

  it('says Session Expired in the reason phrase, which is all that the C++ client shows', async () => {
    const answer = await postForm(`${server.url}${PATH}&session_id=gone`, [PARAMS]);
    expect(answer.phrase).toBe('Session Expired');
  });

  it.each([
    ['UnsupportedImage', 415],
    ['UnfitImage', 422],
    ['WorkerLost', 500],
    ['StorageFull', 507],
  ] as const)('%s of the annotator -> %i', async (tag, status) => {
    server.annotator.fault = { tag, message: 'It cannot be done.' };
    const answer = await postForm(`${server.url}${PATH}`, [filePart(IMAGE)]);
    expect(answer.status).toBe(status);
    expect(refusal(answer)).toEqual({ tag, message: 'It cannot be done.' });
  });

  it('tells when to come again', async () => {
    server.annotator.fault = { tag: 'Overloaded', message: 'The queue is full.' };
    const answer = await postForm(`${server.url}${PATH}`, [filePart(IMAGE)]);
    expect(answer.status).toBe(503);
    expect(answer.headers['retry-after']).toBe('5');
  });

  it('keeps what it did not foresee to the log', async () => {
    server.annotator.inspect = () => Promise.reject(new Error('secret /etc/path'));
    const answer = await postForm(`${server.url}${PATH}`, [filePart(IMAGE)]);
    expect(answer.status).toBe(500);
    expect(answer.body.toString()).not.toContain('secret');
    expect(JSON.stringify(server.log.filter((line) => line['level'] === 50))).toContain('secret /etc/path');
  });
});
