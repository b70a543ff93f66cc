import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, jest } from '@jest/globals';
import {
  startMisbehavingScp,
  TEST_SERIES_UID,
  TEST_STUDY_UID,
  type MisbehavingScp,
} from '@aiaa/fetching/testing';
import { runProgram, type Run } from './testing/run-program.js';

jest.setTimeout(60_000);

const MAIN = fileURLToPath(new URL('../dist/main.js', import.meta.url));

let pacs: MisbehavingScp;
let web: Server;
let folder: string;
beforeAll(async () => {
  pacs = await startMisbehavingScp(); // one that behaves
  web = createServer((request, answer) => {
    if (request.headers.authorization === 'Basic dTpw' && request.headers['x-key'] === 'k')
      answer.end('voxels');
    else answer.writeHead(401).end();
  });
  await new Promise<void>((resolve) => web.listen(0, '127.0.0.1', resolve));
});
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'aiaa-dicom-network-'));
});
afterEach(() => rm(folder, { recursive: true }));
afterAll(async () => {
  await pacs.close();
  await new Promise((resolve) => web.close(resolve));
});

const aiaa = (...args: string[]): Promise<Run> => runProgram(folder, process.execPath, [MAIN, ...args]);
const peer = (): string => `PACS@127.0.0.1:${pacs.port}`;
// A server that listens has an address that is an object (node:net).
const url = (): string => `http://127.0.0.1:${(web.address() as AddressInfo).port}`;
const series = ['--study', TEST_STUDY_UID, '--series', TEST_SERIES_UID];

describe('aiaa echo', () => {
  it('says that a server answers', async () => {
    expect(await aiaa('echo', peer())).toEqual({
      code: 0,
      stdout: expect.stringMatching(/^PACS at 127\.0\.0\.1:\d+ answers, in \d+ ms\.\n$/),
      stderr: '',
    });
  });

  it.each([
    ['PACS@127.0.0.1:1', /^aiaa: 127\.0\.0\.1:1 refuses connections: .+\n$/],
    ['PACS', /^error: .+AE@host:port, such as .+\n$/],
    ['A-TITLE-THAT-IS-TOO-LONG@pacs:104', /^error: .+\n$/],
  ])('or in one sentence why not: %s', async (server, sentence) => {
    const { code, stdout, stderr } = await aiaa('echo', server);
    expect([code, stdout]).toEqual([1, '']);
    expect(stderr).toMatch(sentence);
  });
});

describe('aiaa fetch', () => {
  it('puts a series into a folder', async () => {
    const { code, stdout } = await aiaa('fetch', 'dicom', peer(), ...series, '--out', 'series');
    expect([code, stdout]).toEqual([0, expect.stringMatching(/^Fetched \d+ files, .+, into series\.\n$/)]);
    const files = await readdir(join(folder, 'series'));
    expect(files.length).toBeGreaterThan(1);
    for (const file of files)
      expect((await readFile(join(folder, 'series', file))).subarray(128, 132).toString()).toBe('DICM');
    expect(await readdir(folder)).toEqual(['series']);
  });

  it('asks a web server as who may', async () => {
    const { code } = await aiaa(
      'fetch',
      'http',
      `${url()}/ct.nii.gz`,
      '-u',
      'u:p',
      '-H',
      'X-Key: k',
      '-o',
      'ct',
    );
    expect(code).toBe(0);
    const [file = ''] = await readdir(join(folder, 'ct'));
    expect(file).toMatch(/\.nii\.gz$/);
    expect(await readFile(join(folder, 'ct', file), 'utf8')).toBe('voxels');
  });

  it.each([
    ['an unknown series', () => ['dicom', peer(), '--study', '1.2', '--series', '1.2.3'], /1\.2\.3/],
    ['no series of a DICOMweb server', () => ['web', url()], /^aiaa: .+--study and --series: name both\.\n$/],
    ['a stranger', () => ['http', `${url()}/ct.nii.gz`], /^aiaa: .+401.*\n$/],
    ['a link-local address', () => ['http', 'http://169.254.169.254/'], /link-local/],
    ['what is no URL', () => ['http', 'ftp://pacs/ct'], /^aiaa: .+\n$/],
    ['a header that is none', () => ['http', url(), '-H', 'key'], /^error: .+Name: value\.\n$/],
  ])('leaves nothing of %s', async (_, args, sentence) => {
    const { code, stdout, stderr } = await aiaa('fetch', ...args(), '--out', 'out');
    expect([code, stdout]).toEqual([1, '']);
    expect(stderr).toMatch(sentence);
    expect(await readdir(folder)).toEqual([]);
  });

  it('never replaces a folder', async () => {
    await writeFile(join(folder, 'out'), 'mine');
    const { code, stderr } = await aiaa('fetch', 'dicom', peer(), ...series, '-o', 'out');
    expect([code, stderr]).toEqual([1, expect.stringMatching(/^aiaa: out exists/)]);
    expect(await readFile(join(folder, 'out'), 'utf8')).toBe('mine');
  });
});

describe('aiaa send', () => {
  it.each([
    ['nowhere', [], /Say where to send it/],
    ['to two', ['--to', 'A@b:1', '--wado_url', 'http://b/'], /Say where to send it/],
    ['what is no DICOM', ['--to', 'A@127.0.0.1:1'], /^aiaa: letter\.txt is not a DICOM file .+\n$/],
  ])('refuses in one sentence: %s', async (_, args, sentence) => {
    await writeFile(join(folder, 'letter.txt'), 'Dear sir or madam');
    const { code, stderr } = await aiaa('send', 'letter.txt', ...args);
    expect(code).toBe(1);
    expect(stderr).toMatch(sentence);
  });

  it('brings a series back', async () => {
    await aiaa('fetch', 'dicom', peer(), ...series, '--out', 'series');
    const { code, stdout, stderr } = await aiaa('send', 'series', '--to', peer());
    expect([code, stderr]).toEqual([0, '']);
    expect(stdout).toMatch(/^Sent \d+ files to PACS at 127\.0\.0\.1:\d+\.\n$/);
  });
});
