import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { DicomSource } from '@aiaa/annotator';
import { DEFAULT_FETCH_LIMITS, type FetchLimits } from '../fetch-limits.js';
import { MISBEHAVIOURS, type Misbehaviour } from '../testing/misbehaviour.js';
import {
  startMisbehavingScp,
  type MisbehavingScp,
  type MisbehavingScpOptions,
} from '../testing/misbehaving-scp.js';
import { TEST_SERIES_UID, TEST_STUDY_UID, testInstance } from '../testing/test-instance.js';
import { fetchDicom } from './fetch-dicom.js';

let folder: string;
let scp: MisbehavingScp | undefined;
const unhandled: unknown[] = [];
const onUnhandled = (reason: unknown): void => void unhandled.push(reason);

beforeEach(async () => {
  process.on('unhandledRejection', onUnhandled);
  folder = await mkdtemp(join(tmpdir(), 'fetching-'));
});

afterEach(async () => {
  await scp?.close();
  scp = undefined;
  await rm(folder, { recursive: true });
  process.off('unhandledRejection', onUnhandled);
  expect(unhandled.splice(0)).toEqual([]);
});

const IDS = { studyUid: TEST_STUDY_UID, seriesUid: TEST_SERIES_UID };
const source = (changes: Partial<DicomSource> = {}): DicomSource => ({
  kind: 'dicom',
  host: scp?.host ?? '127.0.0.1',
  port: scp?.port ?? 104,
  calledAeTitle: 'PACS',
  queryLevel: 'SERIES',
  ...IDS,
  ...changes,
});

async function start(options: MisbehavingScpOptions = {}): Promise<MisbehavingScp> {
  scp = await startMisbehavingScp(options);
  return scp;
}

const context = (limits: Partial<FetchLimits> = {}, signal?: AbortSignal) => ({
  folder,
  limits: { ...DEFAULT_FETCH_LIMITS, ...limits },
  ...(signal ? { signal } : {}),
});

/** How it failed: its tag, or that of the fault inside, and its sentence. */
async function failureOf(promise: Promise<unknown>): Promise<readonly [tag: string, message: string]> {
  const error: unknown = await promise.then(
    () => new Error('It did not fail.'),
    (reason: unknown) => reason,
  );
  const { tag, fault, message } = error as { tag: string; fault?: { tag: string }; message: string };
  return [fault?.tag ?? tag, message];
}

/** The other side hears of the end a moment later. */
async function expectAllClosed(): Promise<void> {
  for (let waits = 0; waits < 100 && scp?.openSockets; waits++)
    await new Promise((resolve) => setTimeout(resolve, 10));
  expect(scp?.openSockets).toBe(0);
}

describe('a series', () => {
  it('comes as files whose bytes are those that were sent', async () => {
    const instances = [1, 2, 3].map((number) => testInstance({ number, pixelBytes: number * 700_000 }));
    await start({ instances });
    const progress: unknown[] = [];
    const files = await fetchDicom(source(), { ...context(), onProgress: (one) => progress.push(one) });
    expect(files).toEqual(
      instances.map(({ meta }, at) => ({
        path: join(folder, `00000${at + 1}.dcm`),
        name: `${meta.sopInstanceUid}.dcm`,
      })),
    );
    expect(await readdir(folder)).toHaveLength(3);
    for (const [at, { path }] of files.entries()) expect(await readFile(path)).toEqual(instances[at]?.file);
    expect(progress).toHaveLength(3);
    await expectAllClosed();
  });

  it.each([
    '1.2.840.10008.1.2.4.70',
    '1.2.840.10008.1.2.4.90',
    '1.2.840.10008.1.2.5',
    '1.2.840.10008.1.2.4.201',
  ])('comes compressed as it is: %s', async (transferSyntaxUid) => {
    const instances = [1, 2].map((number) => testInstance({ number, transferSyntaxUid }));
    await start({ instances });
    const files = await fetchDicom(source(), context());
    for (const [at, { path }] of files.entries()) expect(await readFile(path)).toEqual(instances[at]?.file);
  });

  it.each<[string, Partial<DicomSource>, Record<string, string>]>([
    ['at the level of a series whatever is asked for', { queryLevel: 'PATIENT', patientId: 'P' }, { QueryRetrieveLevel: 'SERIES', PatientID: 'P', StudyInstanceUID: TEST_STUDY_UID, SeriesInstanceUID: TEST_SERIES_UID }],
    ['without a patient', {}, { QueryRetrieveLevel: 'SERIES', StudyInstanceUID: TEST_STUDY_UID, SeriesInstanceUID: TEST_SERIES_UID }],
    ['of a patient', { queryLevel: 'PATIENT', patientId: ' P ', studyUid: undefined, seriesUid: undefined } as unknown as Partial<DicomSource>, { QueryRetrieveLevel: 'PATIENT', PatientID: 'P' }],
  ])('is asked for %s', async (_what, changes, keys) => {
    const { queries } = await start();
    await fetchDicom(source(changes), context());
    expect(queries).toEqual([expect.objectContaining(keys)]);
  }); // prettier-ignore

  it.each<Misbehaviour>(['sends other series too', 'sends twice', 'is busy twice'])(
    'comes alone, whole and once from a server that %s',
    async (misbehaviour) => {
      const { instances = [] } = { instances: [1, 2, 3].map((number) => testInstance({ number })) };
      await start({ misbehaviour, instances });
      const files = await fetchDicom(source(), context());
      expect(files.map(({ name }) => name)).toEqual(
        instances.map(({ meta }) => `${meta.sopInstanceUid}.dcm`),
      );
      expect(await readdir(folder)).toHaveLength(3);
      await expectAllClosed();
    },
  );
});

const LIMITS = { connectMilliseconds: 2000, idleMilliseconds: 300, totalMilliseconds: 1500 };

/** How each failure ends. */
const FAILURES: Readonly<Partial<Record<Misbehaviour, readonly [tag: string, sentence: RegExp]>>> = {
  'hangs up at once': ['RemoteFailed', /closed the connection instead of accepting .* wado_url/],
  'never answers': ['RemoteTimeout', /^PACS at 127.0.0.1:\d+ sent nothing for 0.3 s: /],
  'speaks HTTP': ['RemoteFailed', /answers as a web server, so the port is another one/],
  'sends garbage': [
    'RemoteFailed',
    /does not speak DICOM as it should \(it sent 165 where a type of PDU belongs\)/,
  ],
  'announces a giant PDU': ['RemoteFailed', /announces a PDU of 4294967301 bytes/],
  'rejects the called AE title': ['RemoteFailed', /since it is not called that: check the AE title/],
  'rejects the calling AE title': ['RemoteFailed', /since it does not know AIAA: .* calling_ae_title/],
  'is busy': ['RemoteFailed', /since it is busy: try again later/],
  'refuses every context': ['RemoteFailed', /does not offer C-GET to AIAA: .* wado_url/],
  'refuses C-GET': ['RemoteFailed', /does not offer C-GET to AIAA: .* wado_url/],
  'agrees to what nobody proposed': ['RemoteFailed', /accepts an encoding that was not proposed/],
  'takes tiny PDUs only': ['RemoteFailed', /takes PDUs of 6 bytes only/],
  'knows nothing': ['RemoteNotFound', /has nothing of series 2.25.1.1: check the UIDs/],
  'is unable': ['RemoteNotFound', /has nothing of series 2.25.1.1, or cannot send it \(status C000H\)/],
  'fails with a comment': ['RemoteFailed', /status A900H, "Identifier does not match"\).* wado_url/],
  'fails all': ['RemoteFailed', /could send none of the 3 instances .* storage context .* wado_url/],
  'fails in part': ['RemoteFailed', /sent 2 instances of series 2.25.1.1 and failed with 1 \(status B000H\)/],
  'counts more than it sends': ['RemoteFailed', /sent 3 instances .* and failed with 2/],
  'falls silent': ['RemoteTimeout', /sent nothing for 0.3 s/],
  drips: ['RemoteTimeout', /did not come to an end within 1.5 s/],
  'hangs up': ['RemoteFailed', /closed the connection before the end/],
  resets: ['RemoteFailed', /closed the connection before the end/],
  aborts: ['RemoteFailed', /aborted the association/],
  'aborts and stays': ['RemoteFailed', /aborted the association/],
  releases: ['RemoteFailed', /closed the connection before the end/],
  'lies about a fragment': ['RemoteFailed', /a fragment lies about its length/],
  'breaks a command': ['RemoteFailed', /a command is broken/],
  'never ends a command': ['RemoteFailed', /a command does not end/],
  'uses another context': ['RemoteFailed', /a presentation context that was not agreed on/],
  'sends data without a command': ['RemoteFailed', /messages are out of order/],
  'stores without a UID': ['RemoteFailed', /without a proper UID/],
  'does not say the series': ['RemoteFailed', /does not say its series/],
  'never stops sending': ['LimitExceeded', /more than 10 instances/],
};

describe('a server that misbehaves makes it fail, with one sentence and nothing left behind', () => {
  const working = ['sends other series too', 'sends twice', 'is busy twice'];

  it.each(MISBEHAVIOURS.filter((one) => !working.includes(one)))('%s', async (misbehaviour) => {
    await start({ misbehaviour });
    const [tag, sentence] = FAILURES[misbehaviour] ?? [];
    const failure = await failureOf(fetchDicom(source(), context({ ...LIMITS, files: 10 })));
    expect(failure).toEqual([tag, expect.stringMatching(sentence ?? /^$/)]);
    expect(failure[1]).toMatch(/^[^.].*[^.]\.$/);
    expect(await readdir(folder)).toEqual([]);
    await expectAllClosed();
  });
});

describe('limits and cancelling', () => {
  it('stops as soon as more bytes come than may', async () => {
    const instances = [1, 2, 3, 4, 5].map((number) => testInstance({ number, pixelBytes: 1_000_000 }));
    const { stored } = await start({ instances });
    const failure = await failureOf(fetchDicom(source(), context({ bytes: 2_500_000 })));
    expect(failure).toEqual([
      'LimitExceeded',
      expect.stringMatching(/more than 2.4 MiB, the limit of a fetch/),
    ]);
    expect(stored).toEqual([]);
    expect(await readdir(folder)).toEqual([]);
    await expectAllClosed();
  });

  it.each<Misbehaviour>(['never answers', 'falls silent', 'is busy', 'never stops sending'])(
    'is cancelled while the server %s',
    async (misbehaviour) => {
      await start({ misbehaviour });
      const controller = new AbortController();
      setTimeout(() => controller.abort(), 100);
      const failure = await failureOf(fetchDicom(source(), context({}, controller.signal)));
      expect(failure).toEqual(['Cancelled', 'The request was cancelled.']);
      expect(await readdir(folder)).toEqual([]);
      await expectAllClosed();
    },
  );

  it('does not begin when it is cancelled already', async () => {
    const { host, port } = await start();
    const failure = await failureOf(fetchDicom(source({ host, port }), context({}, AbortSignal.abort())));
    expect(failure[0]).toBe('Cancelled');
    expect(scp?.associations).toBe(0);
  });

  it('says what the file system said when a file cannot be written', async () => {
    await start();
    const nowhere = { ...context(), folder: join(folder, 'missing') };
    await expect(fetchDicom(source(), nowhere)).rejects.toMatchObject({ code: 'ENOENT' });
    await expectAllClosed();
  });
});

describe('no connection', () => {
  it('is refused', async () => {
    const { port, close } = await start();
    await close();
    scp = undefined;
    expect(await failureOf(fetchDicom(source({ port }), context()))).toEqual([
      'RemoteFailed',
      `127.0.0.1:${port} refuses connections: check the address, the port and that the server runs, or give wado_url to fetch by DICOMweb.`,
    ]);
  });

  it('finds no host of that name', async () => {
    const failure = await failureOf(fetchDicom(source({ host: 'no-such-host.invalid' }), context(LIMITS)));
    expect(failure).toEqual([
      'RemoteFailed',
      expect.stringMatching(/^The host no-such-host.invalid is not known/),
    ]);
  });

  it('goes where it is told to, or not at all', async () => {
    const { port } = await start();
    const resolve = async (): Promise<{ address: string; family: number }> => ({
      address: '127.0.0.1',
      family: 4,
    });
    const files = await fetchDicom(source({ host: 'pacs.example', port }), context(), { resolve });
    expect(files).toHaveLength(3);
    const refuse = async (): Promise<never> => {
      throw new RangeError('Not there.');
    };
    await expect(fetchDicom(source(), context(), { resolve: refuse })).rejects.toThrow(
      new RangeError('Not there.'),
    );
  });

  it('waits no longer for a name than for a connection', async () => {
    const resolve = (): Promise<never> => new Promise(() => undefined);
    const failure = await failureOf(fetchDicom(source(), context({ connectMilliseconds: 50 }), { resolve }));
    expect(failure).toEqual(['RemoteTimeout', expect.stringMatching(/accepted no connection within 0.05 s/)]);
  });
});

describe('what cannot be asked for is refused before anybody is called', () => {
  it.each<[string, Partial<DicomSource>, RegExp]>([
    ['a long AE title', { calledAeTitle: 'A'.repeat(17) }, /^The called AE title must be 1 to 16 ASCII characters/],
    ['an empty one', { calledAeTitle: '  ' }, /called AE title/],
    ['one with a backslash', { callingAeTitle: 'A\\B' }, /calling AE title/],
    ['one with a control character', { calledAeTitle: 'A\nB' }, /called AE title/],
    ['a host with a path', { host: 'pacs/x' }, /address of a DICOM server/],
    ['port 0', { port: 0 }, /port of a DICOM server must be an integer from 1 to 65535/],
    ['a wildcard', { patientId: '*' }, /patient_id must be .* without wildcards/],
    ['a UID that is none', { seriesUid: '1.2.x' }, /series_uid is not a DICOM UID/],
    ['a long UID', { studyUid: '1'.repeat(65) }, /study_uid is not a DICOM UID/],
    ['a patient without an id', { queryLevel: 'PATIENT', studyUid: undefined } as unknown as Partial<DicomSource>, /query_level PATIENT needs the patient_id/],
    ['a study without a UID', { queryLevel: 'STUDY', studyUid: undefined } as unknown as Partial<DicomSource>, /query_level STUDY needs the study_uid/],
  ])('%s', async (_what, changes, sentence) => {
    await start();
    expect(await failureOf(fetchDicom(source(changes), context()))).toEqual(['MalformedRequest', expect.stringMatching(sentence)]);
    expect(scp?.associations).toBe(0);
  }); // prettier-ignore
});
