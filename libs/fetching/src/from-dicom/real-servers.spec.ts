import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { copyFile, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { DicomPeer, DicomSource } from '@aiaa/annotator';
import { DEFAULT_FETCH_LIMITS } from '../fetch-limits.js';
import {
  DICOM_SERVER_PROGRAMS,
  hasDicomServer,
  startDicomServers,
  type DicomServerName,
  type DicomServers,
} from '../testing/dicom-servers.js';
import { testInstance, TEST_STUDY_UID, type TestInstance } from '../testing/test-instance.js';
import { echoDicom } from '../to-dicom/echo-dicom.js';
import { storeDicom } from '../to-dicom/store-dicom.js';
import { fetchDicom } from './fetch-dicom.js';

const found = hasDicomServer('orthanc') || hasDicomServer('dcmqrscp');

let home: string;
let folder: string;
let servers: DicomServers['servers'] = { orthanc: null, dcmqrscp: null };
let running: DicomServers | undefined;

const context = () => ({ folder, limits: { ...DEFAULT_FETCH_LIMITS, totalMilliseconds: 20_000 } });

function peerOf(name: DicomServerName): DicomPeer {
  const one = servers[name];
  if (!one) throw new Error(`${DICOM_SERVER_PROGRAMS[name]} did not start.`);
  return { host: one.host, port: one.port, calledAeTitle: one.aeTitle };
}

const sourceOf = (name: DicomServerName, changes: Partial<DicomSource> = {}): DicomSource => ({
  kind: 'dicom',
  ...peerOf(name),
  queryLevel: 'SERIES',
  patientId: 'PHANTOM',
  studyUid: TEST_STUDY_UID,
  ...changes,
});

const COMPRESSED_IDS = { patientId: 'COMPRESSED', studyUid: '2.25.78' };
const LOSSLESS = '1.2.840.10008.1.2.4.70';
const RLE = '1.2.840.10008.1.2.5';
const series = (last: number, transferSyntaxUid?: string): readonly TestInstance[] =>
  [1, 2, 3, 4].map((number) =>
    testInstance({
      number,
      seriesUid: `2.25.77.${last}`,
      pixelBytes: 100_000,
      sequence: false,
      // Of a patient of their own: dcmqrscp cannot send all of one whose instances are encoded differently.
      ...(transferSyntaxUid ? { transferSyntaxUid, ...COMPRESSED_IDS } : {}),
    }),
  );
const PLAIN = series(1);
const OTHER = series(2);
const COMPRESSED = { [LOSSLESS]: series(3, LOSSLESS), [RLE]: series(4, RLE) };

async function filesOf(instances: readonly TestInstance[]): Promise<readonly { readonly path: string }[]> {
  const files = instances.map(({ meta, file }) => ({ path: join(home, `${meta.sopInstanceUid}.dcm`), file }));
  for (const { path, file } of files) await writeFile(path, file);
  return files.map(({ path }) => ({ path }));
}

/** The files, in the order of the instances' UIDs. */
async function fetched(source: DicomSource): Promise<readonly string[]> {
  const files = await fetchDicom(source, context());
  const named = files.map(async ({ path, name }) => [name, digest(await readFile(path))] as const);
  return (await Promise.all(named)).toSorted().map(([, bytes]) => bytes);
}

const expected = (instances: readonly TestInstance[]): readonly string[] =>
  instances.map(({ file }) => digest(file));

function digest(bytes: Buffer): string {
  return createHash('sha256').update(bytes).digest('hex');
}

(found ? describe : describe.skip)('real servers (skipped unless Orthanc or dcmqrscp is on PATH)', () => {
  beforeAll(async () => {
    home = await mkdtemp(join(tmpdir(), 'dicom-servers-'));
    running = await startDicomServers(join(home, 'servers'));
    servers = running.servers;
    for (const name of ['orthanc', 'dcmqrscp'] as const) {
      if (servers[name]) await storeDicom(await filesOf([...PLAIN, ...OTHER]), peerOf(name), context());
    }
    const { orthanc, dcmqrscp } = servers;
    const compressed = await filesOf(Object.values(COMPRESSED).flat());
    if (orthanc) await storeDicom(compressed, peerOf('orthanc'), context());
    if (dcmqrscp?.folder)
      await index(
        dcmqrscp.folder,
        compressed.map(({ path }) => path),
      );
  }, 60_000);

  beforeEach(async () => {
    folder = await mkdtemp(join(home, 'fetched-'));
  });

  afterEach(async () => {
    await rm(folder, { recursive: true });
  });

  afterAll(async () => {
    await running?.stop();
    await rm(home, { recursive: true });
  });

  describe.each(['orthanc', 'dcmqrscp'] as const)('%s', (name) => {
    const here = hasDicomServer(name) ? it : it.skip;

    here('answers a C-ECHO', async () => {
      await expect(echoDicom(peerOf(name), context())).resolves.toBeUndefined();
    });

    here('gives back the bytes that were stored', async () => {
      expect(await fetched(sourceOf(name, { seriesUid: '2.25.77.1' }))).toEqual(expected(PLAIN));
    });

    here('gives one series though the patient is asked for', async () => {
      const wholePatient = { kind: 'dicom', ...peerOf(name), queryLevel: 'PATIENT' } as const;
      const ids = { patientId: 'PHANTOM', seriesUid: '2.25.77.2' };
      expect(await fetched({ ...wholePatient, ...ids })).toEqual(expected(OTHER));
    });

    here.each(Object.entries(COMPRESSED))(
      'gives compressed instances as they are: %s',
      async (_uid, instances) => {
        const [first] = instances;
        const seriesUid = first?.meta.sopInstanceUid.replace(/\.\d+$/, '') ?? '';
        expect(await fetched(sourceOf(name, { ...COMPRESSED_IDS, seriesUid }))).toEqual(expected(instances));
      },
    );

    here('has no such series', async () => {
      const fetch = fetchDicom(sourceOf(name, { seriesUid: '2.25.99' }), context());
      await expect(fetch).rejects.toMatchObject({ tag: 'RemoteNotFound' });
      expect(await readdir(folder)).toEqual([]);
    });

    here('rejects another AE title', async () => {
      const fetch = fetchDicom(
        sourceOf(name, { seriesUid: '2.25.77.1', calledAeTitle: 'NOBODY' }),
        context(),
      );
      await expect(fetch).rejects.toMatchObject({
        tag: 'RemoteFailed',
        message: expect.stringMatching(/NOBODY at .* rejected the association/),
      });
    });

    here('serves several at once', async () => {
      const folders = await Promise.all([1, 2, 3, 4].map((one) => mkdtemp(join(folder, `${one}-`))));
      const source = sourceOf(name, { seriesUid: '2.25.77.1' });
      const all = await Promise.all(folders.map((one) => fetchDicom(source, { ...context(), folder: one })));
      expect(all.map((files) => files.length)).toEqual([4, 4, 4, 4]);
    });
  });

  (hasDicomServer('orthanc') ? it : it.skip)(
    'orthanc refuses C-GET unless it is told otherwise',
    async () => {
      const { servers: refusing, stop } = await startDicomServers(join(home, 'refusing'), {
        ORTHANC_REFUSES_GET: '1',
      });
      try {
        const { orthanc } = refusing;
        const source = { ...sourceOf('orthanc', { seriesUid: '2.25.77.1' }), port: orthanc?.port ?? 0 };
        await expect(fetchDicom(source, context())).rejects.toMatchObject({
          tag: 'RemoteFailed',
          message: expect.stringMatching(/it may not allow AIAA what was asked for, .* wado_url/),
        });
      } finally {
        await stop();
      }
    },
  );
});

/** Puts files into dcmqrscp's folder, which it takes from nobody when they are compressed otherwise than it likes. */
async function index(database: string, paths: readonly string[]): Promise<void> {
  await mkdir(database, { recursive: true });
  const copies = paths.map((_path, at) => join(database, `compressed-${at}.dcm`));
  for (const [at, copy] of copies.entries()) await copyFile(paths[at] ?? '', copy);
  await promisify(execFile)('dcmqridx', [database, ...copies]);
}
