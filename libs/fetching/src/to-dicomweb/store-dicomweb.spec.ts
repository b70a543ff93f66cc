import { mkdtemp, rm, truncate, writeFile } from 'node:fs/promises';
import type { RequestListener } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { AnnotationFailed } from '@aiaa/annotator';
import type { FileOnDisk } from '@aiaa/imaging-io';
import { DEFAULT_FETCH_LIMITS } from '../fetch-limits.js';
import { partsOf } from '../from-dicomweb/parts-of.js';
import { boundaryOf } from '../from-dicomweb/boundary-of.js';
import { everyoneGone, webServer, type WebServer } from '../testing/web-server.js';
import { storeDicomWeb, type DicomWebTarget, type StoreContext } from './store-dicomweb.js';

let folder: string;
let files: readonly FileOnDisk[];
const servers: WebServer[] = [];

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'fetching-'));
  files = ['one.dcm', 'two.dcm'].map((name) => ({ path: join(folder, name) }));
  for (const [i, { path }] of files.entries()) await writeFile(path, Buffer.alloc(200_000, `${i}\r\n--`));
});

afterEach(async () => {
  await Promise.all(servers.map(everyoneGone));
  await Promise.all(servers.splice(0).map((server) => server.close()));
  await rm(folder, { recursive: true });
});

const storeAt = async (
  answer: RequestListener,
  target: Partial<DicomWebTarget> = {},
  context: Partial<StoreContext> = {},
) => {
  const server = await webServer(answer);
  servers.push(server);
  return storeDicomWeb(
    files,
    { url: `http://127.0.0.1:${server.port}/dicom-web`, ...target },
    { limits: DEFAULT_FETCH_LIMITS, policy: { mode: 'any', hosts: [] }, ...context },
  );
};

const refusal = async (storing: Promise<unknown>): Promise<string> => {
  const error: unknown = await storing.then(
    () => 'nothing was refused',
    (reason: unknown) => reason,
  );
  return error instanceof AnnotationFailed ? `${error.fault.tag}: ${error.message}` : String(error);
};

const answering =
  (status: number, body: string): RequestListener =>
  (request, answer) => {
    request.resume().once('end', () => answer.writeHead(status).end(body));
  };

const sequence = (tag: string, items: readonly object[]) => ({ [tag]: { vr: 'SQ', Value: items } });
const instance = { '00081155': { vr: 'UI', Value: ['1.2.3'] } };
const failure = { ...instance, '00081197': { vr: 'US', Value: [0xa700] } };
const stored = (count: number) => sequence('00081199', Array(count).fill(instance));

it('sends the files as they are, in one body of a known length', async () => {
  const parts: number[] = [];
  const headers: unknown[] = [];
  const answer = await storeAt(
    async (request, response) => {
      const { authorization, accept, 'content-length': length } = request.headers;
      headers.push([request.method, request.url, authorization, accept, length]);
      const boundary = boundaryOf(request.headers['content-type'] ?? '') ?? '';
      for await (const { bytes } of partsOf(request, boundary, 'client')) {
        let count = 0;
        for await (const chunk of bytes) count += chunk.length;
        parts.push(count);
      }
      response.end(JSON.stringify(stored(2)));
    },
    { auth: { user: 'u', password: 'p' } },
  );
  expect(answer).toEqual({ instances: 2 });
  expect(parts).toEqual([200_000, 200_000]);
  expect(headers).toEqual([['POST', '/dicom-web/studies', 'Basic dTpw', 'application/dicom+json', '400211']]);
});

describe('the answer', () => {
  it.each<[status: number, body: string]>([
    [200, JSON.stringify(stored(2))],
    [200, JSON.stringify([stored(2)])],
    [200, ''],
    [202, JSON.stringify({ ...stored(2), '00081198': { vr: 'SQ' } })],
    [
      200,
      '<NativeDicomModel><DicomAttribute tag="00081199" vr="SQ"><Item number="1"/></DicomAttribute></NativeDicomModel>',
    ],
  ])('%d %s is success', async (status, body) => {
    await expect(storeAt(answering(status, body))).resolves.toEqual({ instances: 2 });
  });

  it.each<[status: number, body: string, sentence: RegExp]>([
    [
      202,
      JSON.stringify({ ...stored(1), ...sequence('00081198', [failure]) }),
      /refused 1 of the instances and stored 1 \(failure reason A700\); see its log\.$/,
    ],
    [
      200,
      JSON.stringify(sequence('00081198', [failure, instance])),
      /refused 2 of the instances \(failure reason A700\)/,
    ],
    [409, JSON.stringify(sequence('00081198', [failure])), /refused 1 of the instances/],
    [409, 'conflict', /refused the instances; see its log/],
    [
      202,
      '<NativeDicomModel><DicomAttribute keyword="FailedSOPSequence" tag="00081198" vr="SQ"><Item number="1"><DicomAttribute tag="00081197" vr="US"><Value number="1">272</Value></DicomAttribute></Item></DicomAttribute><DicomAttribute tag="00081199"><Item number="1"/></DicomAttribute></NativeDicomModel>',
      /refused 1 of the instances and stored 1 \(failure reason 0110\)/,
    ],
    [400, '', /refused the files \(400\); one of them may be no DICOM/],
    [401, '', /status 401; give auth/],
    [415, '', /refused the files \(415\)/],
    [503, '', /status 503/],
    [302, '', /status 302/],
  ])('%d %s is failure', async (status, body, sentence) => {
    const said = await refusal(storeAt(answering(status, body)));
    expect(said).toMatch(/^RemoteFailed: 127\.0\.0\.1:\d+ /);
    expect(said).toMatch(sentence);
  });

  it('404 says that there is no such service', async () => {
    expect(await refusal(storeAt(answering(404, '')))).toMatch(/^RemoteNotFound: /);
  });
});

describe('servers that do not take it', () => {
  it('close', async () => {
    expect(await refusal(storeAt((request) => request.socket.destroy()))).toMatch(
      /^RemoteFailed: .*broke off/,
    );
  });

  it('fall silent', async () => {
    const limits = { ...DEFAULT_FETCH_LIMITS, idleMilliseconds: 100 };
    expect(await refusal(storeAt((request) => void request.resume(), {}, { limits }))).toMatch(
      /^RemoteTimeout: /,
    );
  });

  it('answer without end', async () => {
    const limits = { ...DEFAULT_FETCH_LIMITS, idleMilliseconds: 100 };
    const endless: RequestListener = (request, answer) =>
      void request.resume().once('end', () => answer.write('x'));
    expect(await refusal(storeAt(endless, {}, { limits }))).toMatch(/^RemoteTimeout: /);
  });

  it('answer with a bomb', async () => {
    const bomb = gzipSync(Buffer.alloc(50 << 20), { level: 9 });
    const answer: RequestListener = (request, response) => {
      request.resume().once('end', () => response.writeHead(200, { 'Content-Encoding': 'gzip' }).end(bomb));
    };
    expect(await refusal(storeAt(answer))).toMatch(/^LimitExceeded: /);
  });
});

it('asks the policy first', async () => {
  const storing = storeAt(answering(200, ''), { url: 'http://169.254.169.254/dicom-web' });
  expect(await refusal(storing)).toMatch(/^FetchForbidden: /);
});

it('keeps to the limits', async () => {
  const within = (limits: object) => ({ limits: { ...DEFAULT_FETCH_LIMITS, ...limits } });
  expect(await refusal(storeAt(answering(200, ''), {}, within({ files: 1 })))).toMatch(/^LimitExceeded: /);
  expect(await refusal(storeAt(answering(200, ''), {}, within({ bytes: 400_000 })))).toMatch(
    /^LimitExceeded: /,
  );
});

it('ends when whoever asked goes away', async () => {
  const leaving = new AbortController();
  const storing = storeAt(
    (request) => void request.resume().once('end', () => leaving.abort()),
    {},
    { signal: leaving.signal },
  );
  expect(await refusal(storing)).toMatch(/^Cancelled: /);
});

it('needs a file, and one that is there', async () => {
  await truncate(files[0]?.path ?? '', 0);
  await expect(storeAt(answering(200, ''))).resolves.toEqual({ instances: 2 });
  files = [{ path: join(folder, 'missing') }];
  await expect(storeAt(answering(200, ''))).rejects.toMatchObject({ code: 'ENOENT' });
  files = [];
  expect(await refusal(storeAt(answering(200, '')))).toMatch(/^MalformedRequest: /);
});
