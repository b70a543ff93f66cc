import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { readImage } from '@aiaa/imaging-io';
import { corpus } from './corpus.js';
import { fuzz } from './fuzz.js';
import type { Report } from './report.js';
import { KINDS, type Kind } from './seed.js';

jest.setTimeout(240_000);

const COUNT = 100_000;
const MAIN = fileURLToPath(new URL('../dist/main.js', import.meta.url));

let folder: string;
let scratchFolder: string;
let ownFolder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'aiaa-fuzz-spec-'));
  ownFolder = join(folder, 'run');
  scratchFolder = join(folder, 'archives', 'scratch');
  await mkdir(ownFolder);
  await mkdir(scratchFolder, { recursive: true });
});
afterAll(() => rm(folder, { recursive: true }));

/** The built fuzzer in a process of its own, whose memory is the run's alone; it also ends with 1 when it finds something. */
function fuzzed(...args: readonly string[]): Promise<Report> {
  const options = { cwd: ownFolder, env: { ...process.env, NODE_OPTIONS: '' } };
  return new Promise((resolve, reject) => {
    execFile(process.execPath, [MAIN, '--json', ...args], options, (error, stdout) => {
      if (stdout === '') reject(error ?? new Error('It said nothing.'));
      else resolve(JSON.parse(stdout));
    });
  });
}

describe('100,000 inputs, sound and damaged', () => {
  let report: Report;
  beforeAll(async () => {
    report = await fuzzed('--count', String(COUNT), '--seed', '1');
  });
  const countOf = (kind: Kind): number =>
    Object.values(report.ends[kind] ?? {}).reduce((sum, count) => sum + count, 0);

  it('are each read or refused as they may be', () => {
    expect(report.finding).toBeUndefined();
    expect(report.rounds).toBe(COUNT);
    expect(KINDS.reduce((sum, kind) => sum + countOf(kind), 0)).toBe(COUNT);
  });

  it.each(KINDS)('of the kind %s: thousands, some read and some refused', async (kind) => {
    const { read = 0, MalformedImage = 0 } = report.ends[kind] ?? {};
    expect(countOf(kind)).toBeGreaterThan(5000);
    expect(MalformedImage).toBeGreaterThan(500);
    if (kind !== 'jpeg' || (await readsJpeg())) expect(read).toBeGreaterThan(500);
  });

  it('reach every refusal of a reader', () => {
    const totals = KINDS.map((kind) => report.ends[kind] ?? {});
    for (const tag of ['MalformedImage', 'UnsupportedImage', 'LimitExceeded'] as const) {
      expect(totals.reduce((sum, ends) => sum + (ends[tag] ?? 0), 0)).toBeGreaterThan(100);
    }
  });

  it('take little memory, all together', () => {
    expect(report.peakMegabytes).toBeLessThan(300);
  });

  /** sharp reads JPEG; it is installed where it can be. */
  const readsJpeg = (): Promise<boolean> => {
    const [seed] = corpus().jpeg;
    return readImage(seed.files(seed.bytes)).then(
      () => true,
      (error: Error) => !error.message.includes('sharp'),
    );
  };
});

describe('a run', () => {
  const sound = corpus();

  it('ends in the same way when it is run again', async () => {
    const run = () => fuzz({ corpus: sound, seed: 3, count: 500, scratchFolder });
    const { ends, rounds } = await run();
    expect(rounds).toBe(500);
    expect((await run()).ends).toEqual(ends);
  });

  it('stops at the first input that ends as none may, and hands it over', async () => {
    const read: typeof readImage = (files, options) =>
      Buffer.from(firstOf(files)).includes('ITK') ? Promise.reject(new RangeError('oh')) : readImage(files, options);
    const corpusOfText = { ...sound, nifti: [{ ...sound.nifti[0], bytes: Buffer.from('ITK, and more of it') }] };
    const { finding, rounds } = await fuzz({ corpus: corpusOfText, seed: 3, count: 5000, scratchFolder, read });
    expect(finding).toMatchObject({ seed: 3, round: rounds - 1, fault: expect.stringMatching(/^RangeError: oh\n/) });
    expect(Buffer.from(firstOf(finding?.input.files ?? [])).toString()).toContain('ITK');
  }); // prettier-ignore

  it('stops when an archive leaves something behind', async () => {
    const read: typeof readImage = async (files, options) => {
      await writeFile(join(scratchFolder, 'left'), 'x');
      return readImage(files, options);
    };
    const { finding } = await fuzz({ corpus: sound, seed: 3, count: 500, scratchFolder, read });
    expect(finding).toMatchObject({ input: { kind: 'zip' }, fault: 'It left files behind: left' });
    await rm(join(scratchFolder, 'left'));
  });

  const firstOf = (files: Parameters<typeof readImage>[0]): Uint8Array => {
    const [file] = typeof files === 'string' || !('length' in files) ? [] : files;
    return typeof file === 'object' && 'bytes' in file ? file.bytes : new Uint8Array(0);
  };
});
