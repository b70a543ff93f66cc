import { mkdtemp, readFile, readdir, rm } from 'node:fs/promises';
import type { RequestListener } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { AnnotationFailed, type DicomWebSource } from '@aiaa/annotator';
import { DEFAULT_FETCH_LIMITS, type FetchLimits } from '../fetch-limits.js';
import type { WebContext } from '../from-http/web-context.js';
import { everyoneGone, webServer, type WebServer } from '../testing/web-server.js';
import { fetchDicomWeb } from './fetch-dicomweb.js';

let folder: string;
const servers: WebServer[] = [];

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'fetching-'));
});

afterEach(async () => {
  await Promise.all(servers.map(everyoneGone));
  await Promise.all(servers.splice(0).map((server) => server.close()));
  await rm(folder, { recursive: true });
});

const fetchFrom = async (
  answer: RequestListener,
  source: Partial<DicomWebSource> = {},
  {
    limits = {},
    ...context
  }: Partial<Omit<WebContext, 'limits'>> & { readonly limits?: Partial<FetchLimits> } = {},
) => {
  const server = await webServer(answer);
  servers.push(server);
  return fetchDicomWeb(
    {
      kind: 'dicomweb',
      url: `http://127.0.0.1:${server.port}/dicom-web/`,
      studyUid: '1.2',
      seriesUid: '1.2.3',
      ...source,
    },
    {
      folder,
      limits: { ...DEFAULT_FETCH_LIMITS, ...limits },
      policy: { mode: 'any', hosts: [] },
      ...context,
    },
  );
};

/** The error's name and sentence; the folder must be empty. */
async function refusal(fetching: Promise<unknown>): Promise<string> {
  const error: unknown = await fetching.then(
    () => 'nothing was refused',
    (reason: unknown) => reason,
  );
  expect(await readdir(folder)).toEqual([]);
  return error instanceof AnnotationFailed ? `${error.fault.tag}: ${error.message}` : String(error);
}

const part = (text: string, headers = ''): string =>
  `--b\r\nContent-Type: application/dicom\r\n${headers}\r\n${text}\r\n`;

const answering =
  (
    body: string | Buffer,
    type = 'multipart/related; type="application/dicom"; boundary="b"',
    status = 200,
  ): RequestListener =>
  (_, answer) => {
    answer.writeHead(status, { 'Content-Type': type }).end(body);
  };

describe('a series', () => {
  it('is asked for as it is stored, and is a file for each instance', async () => {
    const asked: unknown[] = [];
    const progress: unknown[] = [];
    const files = await fetchFrom(
      (request, answer) => {
        asked.push([
          request.method,
          request.url,
          request.headers.accept,
          request.headers.authorization,
          request.headers['x-key'],
        ]);
        answering(
          `${part('one', 'Content-Location: /studies/1.2/series/1.2.3/instances/1.2.3.4\r\n')}${part('second')}--b--`,
        )(request, answer);
      },
      { auth: { user: 'u', password: 'p' }, headers: { 'X-Key': 'k', Accept: 'text/html' } },
      { onProgress: (step) => progress.push(step) },
    );
    expect(asked).toEqual([
      [
        'GET',
        '/dicom-web/studies/1.2/series/1.2.3',
        'multipart/related; type="application/dicom"; transfer-syntax=*',
        'Basic dTpw',
        'k',
      ],
    ]);
    expect(files).toEqual([
      { path: join(folder, '000001'), name: '1.2.3.4.dcm' },
      { path: join(folder, '000002'), name: 'instance 2.dcm' },
    ]);
    expect(await readFile(join(folder, '000002'), 'utf8')).toBe('second');
    expect(progress).toEqual([
      { files: 1, bytes: 3 },
      { files: 2, bytes: 9 },
    ]);
  });

  it('of one instance may come without parts', async () => {
    expect(await fetchFrom(answering('one', 'application/dicom'))).toHaveLength(1);
  });

  it('may come in chunks that end anywhere', async () => {
    const files = await fetchFrom(async (_, answer) => {
      answer.setHeader('Content-Type', 'multipart/related; boundary=b');
      for (const letter of `${part('one')}${part('two')}--b--`) {
        answer.write(letter);
        await new Promise((resolve) => setImmediate(resolve));
      }
      answer.end();
    });
    expect(files).toHaveLength(2);
  });
});

it.each<[what: string, answer: RequestListener, sentence: RegExp]>([
  ['unknown', answering('', 'text/plain', 404), /^RemoteNotFound: /],
  ['without instances', answering('--b--'), /^RemoteNotFound: .* has no instance of this series\.$/],
  ['without content', answering('', 'text/plain', 204), /^RemoteNotFound: /],
  [
    'of which a part is missing',
    answering(`${part('one')}--b--`, 'multipart/related; boundary=b', 206),
    /^RemoteFailed: .*only a part/,
  ],
  [
    'that breaks off',
    answering(`${part('one')}--b\r\n\r\ntw`),
    /^RemoteFailed: .*breaks off in its part 2\.$/,
  ],
  ['without an end', answering(part('one')), /^RemoteFailed: .*breaks off in its part 1\.$/],
  ['of another boundary', answering('--c\r\n\r\none\r\n--c--'), /^RemoteFailed: .*before its first part\.$/],
  [
    'that names no boundary',
    answering(part('one'), 'multipart/related'),
    /^RemoteFailed: .*multipart\/related, not with DICOM/,
  ],
  [
    'that is a page',
    answering('<html>', 'text/html; charset=x'),
    /^RemoteFailed: .*answered with text\/html, not with DICOM.*root/,
  ],
  ['that is nothing known', (_, answer) => answer.end('x'), /^RemoteFailed: .*something without a type/],
  [
    'in base64',
    answering(`${part('b25l', 'Content-Transfer-Encoding: base64\r\n')}--b--`),
    /^RemoteFailed: .*binary/,
  ],
  ['of an ill server', answering('', 'text/plain', 500), /^RemoteFailed: .*500/],
])('a series %s is refused, and no file stays', async (_, answer, sentence) => {
  expect(await refusal(fetchFrom(answer))).toMatch(sentence);
});

it('a short answer has failed', async () => {
  const answer: RequestListener = (_, response) => {
    response.writeHead(200, { 'Content-Type': 'multipart/related; boundary=b', 'Content-Length': 10_000 });
    response.write(part('one'), () => response.destroy());
  };
  expect(await refusal(fetchFrom(answer))).toMatch(/^RemoteFailed: .*broke off/);
});

it('a million instances are cut off at the limit', async () => {
  const many: RequestListener = async (_, answer) => {
    answer.setHeader('Content-Type', 'multipart/related; boundary=b');
    const some = part('x').repeat(1000);
    for (let i = 0; i < 1000 && !answer.destroyed; i++) {
      if (!answer.write(some))
        await Promise.race(
          ['drain', 'close'].map((event) => new Promise((resolve) => answer.once(event, resolve))),
        );
    }
    answer.end('--b--');
  };
  expect(await refusal(fetchFrom(many, {}, { limits: { files: 100 } }))).toBe(
    'LimitExceeded: There are more than 100 files, which is the limit of one fetch.',
  );
  expect(
    await refusal(fetchFrom(answering(part('x'.repeat(2000))), {}, { limits: { bytes: 1000 } })),
  ).toMatch(/^LimitExceeded: /);
});

it('a bomb is cut off also where nothing of it would be written', async () => {
  const bomb = gzipSync(Buffer.alloc(50 << 20), { level: 9 });
  const answer: RequestListener = (_, response) => {
    const type = 'multipart/related; boundary=b';
    response.writeHead(200, { 'Content-Type': type, 'Content-Encoding': 'gzip' }).end(bomb);
  };
  expect(await refusal(fetchFrom(answer, {}, { limits: { bytes: 1 << 20 } }))).toMatch(/^LimitExceeded: /);
});

it('a redirect keeps what is asked for, and nothing that was given', async () => {
  const seen: unknown[] = [];
  const there = await webServer((request, answer) => {
    seen.push(request.headers);
    answering(`${part('one')}--b--`)(request, answer);
  });
  servers.push(there);
  const away: RequestListener = (_, answer) =>
    answer.writeHead(302, { Location: `http://127.0.0.1:${there.port}/` }).end();
  const given = { auth: { user: 'u', password: 'p' }, headers: { 'X-Key': 'k', Cookie: 'c' } };
  expect(await fetchFrom(away, given)).toHaveLength(1);
  expect(seen).toEqual([
    {
      accept: 'multipart/related; type="application/dicom"; transfer-syntax=*',
      'accept-encoding': 'identity',
      'user-agent': 'aiaa',
      host: `127.0.0.1:${there.port}`,
      connection: 'close',
    },
  ]);
});

it.each<[string, Partial<DicomWebSource>]>([
  ['a path', { seriesUid: '../../instances' }],
  ['dots', { seriesUid: '..' }],
  ['a long UID', { studyUid: '1'.repeat(65) }],
  ['no URL', { url: 'pacs' }],
])('%s is no series', async (_, source) => {
  expect(await refusal(fetchFrom(answering('--b--'), source))).toMatch(/^MalformedRequest: /);
});

it('redirects are judged, and nothing given is shown to others', async () => {
  const away: RequestListener = (_, answer) =>
    answer.writeHead(302, { Location: 'http://169.254.169.254/' }).end();
  expect(await refusal(fetchFrom(away, { auth: { user: 'u', password: 'p' } }))).toMatch(/^FetchForbidden: /);
});
