import { existsSync, readdirSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { imagesOf } from '@aiaa/annotator/testing';
import type { Limits } from '../limits.js';
import { eventually } from '../testing/eventually.js';
import { filePart, formBytes, PARAMS, type FormPartBytes } from '../testing/form.js';
import { ask, refusal, type Answer } from '../testing/post.js';
import { parseAnswer, rawExchange } from '../testing/raw-exchange.js';
import { startTestServer, type TestServer } from '../testing/start-test-server.js';

const PATH = '/v1/segmentation?model=clara_ct_seg_spleen_amp';
const LIMITS: Partial<Limits> = {
  uploadBytes: 1000,
  paramsBytes: 100,
  parts: 5,
  partHeaderBytes: 300,
  drainBytes: 1_000_000,
  bodyIdleMilliseconds: 1500,
};

let server: TestServer;
beforeEach(async () => {
  server = await startTestServer(LIMITS);
});
afterEach(async () => {
  await server.stop();
});

const post = (body: Buffer | string, type = 'multipart/form-data; boundary=b'): Promise<Answer> =>
  ask(`${server.url}${PATH}`, { method: 'POST', headers: { 'Content-Type': type }, body });

const whole = (...parts: FormPartBytes[]): Buffer => formBytes(parts, 'b');

const textPart = (name: string, body: string): FormPartBytes => ({
  headers: [`Content-Disposition: form-data; name="${name}"`],
  body,
});

describe('a body that is refused', () => {
  it.each([
    ['empty', '', 400, 'MalformedRequest'],
    ['garbage', 'not a form at all', 400, 'MalformedRequest'],
    ['a closing boundary alone', '--b--\r\n', 400, 'MalformedRequest'],
    ['another boundary than announced', formBytes([filePart('x')], 'other'), 400, 'MalformedRequest'],
    ['no file', whole(PARAMS), 400, 'MalformedRequest'],
    ['a part without a disposition', whole({ headers: ['X: y'], body: 'z' }), 400, 'MalformedRequest'],
    [
      'a header that never ends',
      `--b\r\nContent-Disposition: form-data; name="image"`,
      400,
      'MalformedRequest',
    ],
    [
      'cut off in the file',
      whole(PARAMS, filePart('x'.repeat(500))).subarray(0, 400),
      400,
      'MalformedRequest',
    ],
    ['cut off in the closing boundary', whole(filePart('xyz')).subarray(0, -3), 400, 'MalformedRequest'],
    [
      'cut off in the second file',
      whole(filePart('x'), filePart('y'.repeat(500), 'b.nii', 'image1')).subarray(0, 400),
      400,
      'MalformedRequest',
    ],
    ['params that are no JSON', whole(textPart('params', 'oops'), filePart('x')), 400, 'MalformedRequest'],
    ['params that are a list', whole(textPart('params', '[1]'), filePart('x')), 400, 'MalformedRequest'],
    ['a large file', whole(filePart('x'.repeat(1001))), 413, 'LimitExceeded'],
    [
      'files that are large together',
      whole(filePart('x'.repeat(600)), filePart('y'.repeat(401))),
      413,
      'LimitExceeded',
    ],
    [
      'large params',
      whole(textPart('params', `{"a":"${'x'.repeat(100)}"}`), filePart('x')),
      413,
      'LimitExceeded',
    ],
    ['many parts', whole(...Array.from({ length: 6 }, () => textPart('x', 'y'))), 413, 'LimitExceeded'],
  ])('%s -> %i', async (_, body, status, tag) => {
    const answer = await post(body);
    expect(answer.status).toBe(status);
    expect(refusal(answer).tag).toBe(tag);
    expect(server.annotator.requests).toEqual([]);
  });

  it.each([
    'application/json',
    'application/x-www-form-urlencoded',
    'multipart/form-data',
    'multipart/form-data; boundary=',
  ])('of type %s -> 400', async (type) => {
    const answer = await post(whole(filePart('x')), type);
    expect(answer.status).toBe(400);
    expect(refusal(answer).message).toMatch(/multipart\/form-data/);
  });

  it('leaves the connection usable once it is wholly read', async () => {
    const request = (connection: string, body: Buffer) =>
      Buffer.concat([
        Buffer.from(
          `POST ${PATH} HTTP/1.1\r\nHost: x\r\nConnection: ${connection}\r\nContent-Type: multipart/form-data; boundary=b\r\nContent-Length: ${body.length}\r\n\r\n`,
        ),
        body,
      ]);
    const bytes = await rawExchange(server.port, (socket) => {
      socket.write(
        Buffer.concat([request('keep-alive', whole(PARAMS)), request('close', whole(filePart('x')))]),
      );
    });
    expect(bytes.toString('latin1').match(/HTTP\/1\.1 \d+/g)).toEqual(['HTTP/1.1 400', 'HTTP/1.1 200']);
  });
});

describe('limits that hold exactly', () => {
  it.each([
    ['a file as large as allowed', [filePart('x'.repeat(1000))]],
    ['files as large as allowed together', [filePart('x'.repeat(600)), filePart('y'.repeat(400))]],
    ['params as long as allowed', [textPart('params', `{"a":"${'x'.repeat(92)}"}`), filePart('x')]],
    ['as many parts as allowed', [...Array.from({ length: 4 }, () => textPart('x', 'y')), filePart('x')]],
    [
      'long headers of a part beyond their limit',
      [{ headers: [...filePart('').headers, `X: ${'y'.repeat(900)}`], body: 'z' }],
    ],
  ])('let %s pass', async (_, parts) => {
    expect((await post(whole(...parts))).status).toBe(200);
  });
});

describe('a body that stops', () => {
  it('is answered 408 after the idle limit', async () => {
    const bytes = await rawExchange(server.port, (socket) => {
      socket.write(
        `POST ${PATH} HTTP/1.1\r\nHost: x\r\nContent-Type: multipart/form-data; boundary=b\r\nContent-Length: 900\r\n\r\n--b\r\n`,
      );
    });
    const answer = parseAnswer(bytes);
    expect(answer.status).toBe(408);
    expect(refusal(answer)).toEqual({ tag: 'RequestTimeout', message: 'The body paused for 1.5 s.' });
  });

  it('in its second file is answered 408, and the first is gone', async () => {
    const body = whole(filePart('x'.repeat(500)), filePart('y'.repeat(300)));
    const bytes = await rawExchange(server.port, async (socket) => {
      socket.write(
        `POST ${PATH} HTTP/1.1\r\nHost: x\r\nContent-Type: multipart/form-data; boundary=b\r\nContent-Length: ${body.length}\r\n\r\n`,
      );
      socket.write(body.subarray(0, 850));
      await eventually(async () => (await server.uploads()).join() === 'upload-0,upload-1');
    });
    expect(parseAnswer(bytes).status).toBe(408);
    await eventually(async () => (await server.leftovers()) === 0);
  });

  it('is not, while it trickles', async () => {
    const body = whole(filePart('trickle'));
    const bytes = await rawExchange(server.port, async (socket) => {
      socket.write(
        `POST ${PATH} HTTP/1.1\r\nHost: x\r\nConnection: close\r\nContent-Type: multipart/form-data; boundary=b\r\nContent-Length: ${body.length}\r\n\r\n`,
      );
      for (let at = 0; at < body.length; at += 30) {
        socket.write(body.subarray(at, at + 30));
        await new Promise((resolve) => setTimeout(resolve, 100));
      }
    });
    expect(parseAnswer(bytes).status).toBe(200);
  });

  it('by half-closing is answered 400', async () => {
    const bytes = await rawExchange(server.port, (socket) => {
      socket.end(
        `POST ${PATH} HTTP/1.1\r\nHost: x\r\nContent-Type: multipart/form-data; boundary=b\r\nContent-Length: 900\r\n\r\n--b\r\n`,
      );
    });
    expect(parseAnswer(bytes).status).toBe(400);
  });

  it('by breaking its chunks is answered 400', async () => {
    const bytes = await rawExchange(server.port, (socket) => {
      socket.write(
        `POST ${PATH} HTTP/1.1\r\nHost: x\r\nContent-Type: multipart/form-data; boundary=b\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n`,
      );
    });
    expect(parseAnswer(bytes).status).toBe(400);
  });
});

describe('a body without end', () => {
  it('is refused where what follows the form exceeds all limits together', async () => {
    const tail = Buffer.alloc(1_200_000, 'x');
    const answer = await ask(`${server.url}${PATH}`, {
      method: 'POST',
      headers: { 'Content-Type': 'multipart/form-data; boundary=b', 'Transfer-Encoding': 'chunked' },
      body: Buffer.concat([whole(filePart('x')), tail]),
    });
    expect(answer.status).toBe(413);
  });
});

describe('many files', () => {
  const roomy = async (limits: Partial<Limits>): Promise<void> => {
    await server.stop();
    server = await startTestServer(limits);
  };
  const files = (count: number) => Array.from({ length: count }, (_, at) => filePart(`${at}`, `${at}.nii`));

  it.each([
    ['as many as parts are allowed', 500, 200],
    ['more than parts are allowed', 5000, 413],
  ])('%s', async (_, count, status) => {
    await roomy({ parts: 500 });
    expect((await post(whole(...files(count)))).status).toBe(status);
    const asked = server.annotator.requests.map((request) => imagesOf(request).length);
    expect(asked).toEqual(status === 200 ? [count] : []);
    await eventually(async () => (await server.leftovers()) === 0);
    expect((await post(whole(filePart('x')))).status).toBe(200);
  });

  // Where the system lists the open files of a process.
  (existsSync('/proc/self/fd') ? it : it.skip)('are open one at a time', async () => {
    await roomy({});
    const opened = (): number => readdirSync('/proc/self/fd').length;
    const before = opened();
    let most = before;
    const watch = setInterval(() => (most = Math.max(most, opened())), 1);
    const { status } = await post(whole(...files(500))).finally(() => clearInterval(watch));
    expect(status).toBe(200);
    expect(most).toBeLessThan(before + 20);
  });
});
