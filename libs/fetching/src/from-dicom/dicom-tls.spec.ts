import { mkdtempSync } from 'node:fs';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { DicomSource } from '@aiaa/annotator';
import { fetchImage } from '../fetch-image.js';
import { DEFAULT_FETCH_LIMITS } from '../fetch-limits.js';
import { makeCertificate } from '../testing/make-certificate.js';
import {
  startMisbehavingScp,
  type MisbehavingScp,
  type MisbehavingScpOptions,
} from '../testing/misbehaving-scp.js';
import { TEST_SERIES_UID, TEST_STUDY_UID } from '../testing/test-instance.js';
import { DEFAULT_URL_POLICY } from '../url-policy.js';
import { fetchDicom } from './fetch-dicom.js';

const home = mkdtempSync(join(tmpdir(), 'dicom-tls-'));
const ours = makeCertificate(home);
const strangers = makeCertificate(home);
let folder: string;
let scp: MisbehavingScp;

const limits = { ...DEFAULT_FETCH_LIMITS, connectMilliseconds: 500, idleMilliseconds: 500 };
const source = (changes: Partial<DicomSource> = {}): DicomSource => ({
  kind: 'dicom',
  host: scp.host,
  port: scp.port,
  calledAeTitle: 'PACS',
  queryLevel: 'SERIES',
  studyUid: TEST_STUDY_UID,
  seriesUid: TEST_SERIES_UID,
  tls: true,
  ...changes,
});

async function start(options: MisbehavingScpOptions): Promise<void> {
  scp = await startMisbehavingScp(options);
}

(ours ? describe : describe.skip)('over TLS (skipped where there is no OpenSSL)', () => {
  const server: MisbehavingScpOptions = ours ? { tls: ours } : {};
  const trust = ours ? { tls: { ca: ours.cert } } : {};

  beforeEach(async () => {
    folder = await mkdtemp(join(home, 'fetched-'));
  });

  afterEach(async () => {
    await scp.close();
  });

  afterAll(() => rm(home, { recursive: true }));

  it.each(['127.0.0.1', 'localhost'])('a series comes from %s, which is trusted', async (host) => {
    await start(server);
    expect(await fetchDicom(source({ host }), { folder, limits }, trust)).toHaveLength(3);
  });

  it('a series comes from whom nobody trusts, when that is not asked for', async () => {
    await start(server);
    expect(await fetchDicom(source(), { folder, limits }, { tls: { verify: false } })).toHaveLength(3);
  });

  it('a series comes from whom wants to know who we are', async () => {
    await start(ours ? { tls: { ...ours, clientAuthority: ours.cert } } : {});
    const tls = { ...trust.tls, ...ours };
    expect(await fetchDicom(source(), { folder, limits }, { tls })).toHaveLength(3);
  });

  it('a series comes by the files that settings name, which are read for each', async () => {
    await start(ours ? { tls: { ...ours, clientAuthority: ours.cert } } : {});
    const tls = { ca: ours?.certFile ?? '', cert: ours?.certFile ?? '', key: ours?.keyFile ?? '' };
    const settings = { folder, limits, policy: DEFAULT_URL_POLICY };
    expect(await fetchImage(source(), { ...settings, tls })).toHaveLength(3);
    const gone = { ...tls, key: join(home, 'gone.pem') };
    await expect(fetchImage(source(), { ...settings, tls: gone })).rejects.toMatchObject({
      tag: 'RemoteFailed',
      message: expect.stringMatching(/cannot be read here \(ENOENT\): .*gone\.pem/),
    });
  });

  it.each([
    ['without a certificate', undefined],
    ['with one of nobody known', strangers],
  ])('%s no series comes from whom wants to know who we are', async (_how, identity) => {
    await start(ours ? { tls: { ...ours, clientAuthority: ours.cert } } : {});
    const tls = { ...trust.tls, ...identity };
    await expect(fetchDicom(source(), { folder, limits }, { tls })).rejects.toMatchObject({
      tag: 'RemoteFailed',
      // The alert is lost where the other side closes before it is read.
      message: expect.stringMatching(
        /failed \(ERR_SSL_\w*(CERT|CA).* each side trusts|closed the connection/,
      ),
    });
    expect(await readdir(folder)).toEqual([]);
  });

  it('the name that was asked for must be in the certificate, wherever it leads', async () => {
    await start(server);
    const resolve = async () => ({ address: '127.0.0.1', family: 4 });
    const elsewhere = fetchDicom(source({ host: 'pacs.example' }), { folder, limits }, { ...trust, resolve });
    await expect(elsewhere).rejects.toMatchObject({
      tag: 'RemoteFailed',
      message: expect.stringMatching(/TLS/),
    });
  });

  it.each<[string, MisbehavingScpOptions, Partial<DicomSource>, [tag: string, sentence: RegExp]]>([
    [
      'nobody trusts the certificate',
      server,
      {},
      ['RemoteFailed', /^The TLS connection to .* failed \(DEPTH_ZERO_SELF_SIGNED_CERT\)/],
    ],
    [
      'only the other side speaks it',
      server,
      { tls: false },
      ['RemoteFailed', /wants? TLS|instead of accepting/],
    ],
    [
      'only we speak it',
      {},
      {},
      ['RemoteTimeout', /accepted no TLS connection within 0.5 s: .* that it speaks TLS there/],
    ],
  ])('it fails where %s', async (_what, options, changes, [tag, sentence]) => {
    await start(options);
    const failure = fetchDicom(source(changes), { folder, limits });
    await expect(failure).rejects.toMatchObject({
      tag,
      message: expect.stringMatching(sentence),
    });
    expect(await readdir(folder)).toEqual([]);
  });
});
