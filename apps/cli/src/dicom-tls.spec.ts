import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import {
  makeCertificate,
  startMisbehavingScp,
  TEST_SERIES_UID,
  TEST_STUDY_UID,
  type MisbehavingScp,
} from '@aiaa/fetching/testing';
import { runProgram, type Run } from './testing/run-program.js';

jest.setTimeout(60_000);

const MAIN = fileURLToPath(new URL('../dist/main.js', import.meta.url));
const folder = await mkdtemp(join(tmpdir(), 'aiaa-dicom-tls-'));
const ours = makeCertificate(folder);
let pacs: MisbehavingScp | undefined;
beforeAll(async () => {
  if (ours) pacs = await startMisbehavingScp({ tls: { ...ours, clientAuthority: ours.cert } });
});
afterAll(async () => {
  await pacs?.close();
  await rm(folder, { recursive: true });
});

const aiaa = (...args: string[]): Promise<Run> => runProgram(folder, process.execPath, [MAIN, ...args]);
const server = (): string => `PACS@127.0.0.1:${pacs?.port ?? 0}`;
const trust = ['--tls_ca', ours?.certFile ?? ''];
const identity = ['--tls_cert', ours?.certFile ?? '', '--tls_key', ours?.keyFile ?? ''];

(ours ? describe : describe.skip)('a PACS that asks who we are (skipped where there is no OpenSSL)', () => {
  it('answers whom it knows', async () => {
    expect(await aiaa('echo', server(), ...trust, ...identity)).toMatchObject({ code: 0, stderr: '' });
  });

  it('gives a series', async () => {
    const series = ['--study', TEST_STUDY_UID, '--series', TEST_SERIES_UID];
    const run = await aiaa('fetch', 'dicom', server(), ...series, ...trust, ...identity, '--out', 'series');
    expect(run.stdout).toMatch(/^Fetched 3 files/);
    expect(await readdir(join(folder, 'series'))).toHaveLength(3);
  });

  it.each<[string, readonly string[], RegExp]>([
    ['nobody is trusted', ['--tls'], /^aiaa: The TLS connection to .*SELF_SIGNED/],
    ['a key is missing', [...trust, ...identity.slice(0, 2)], /^aiaa: A certificate and its key go together/],
    [
      'a file is not there',
      ['--tls_ca', 'gone.pem'],
      /^aiaa: A file that TLS needs cannot be read here \(ENOENT\)/,
    ],
  ])('says why not when %s', async (_, flags, sentence) => {
    const { code, stderr } = await aiaa('echo', server(), ...flags);
    expect(code).not.toBe(0);
    expect(stderr).toMatch(sentence);
  });
});
