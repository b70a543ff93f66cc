import { mkdtemp, readdir, rm } from 'node:fs/promises';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import type { ModelSummary } from '@aiaa/annotator';
import { openModelRepository } from '@aiaa/models';
import { openFolderSessionStore } from '@aiaa/sessions';
import { FakeClock } from '@aiaa/sessions/testing';
import { multistream, pino } from 'pino';
import { DEFAULT_ACCESS, type AccessRules } from '../access-rules.js';
import { forgetfulSessions } from '../forgetful-sessions.js';
import type { Lifetime } from '../lifetime.js';
import { DEFAULT_LIMITS, type Limits } from '../limits.js';
import { makeRecentLog } from '../recent-log.js';
import { createApiServer } from '../server.js';
import { stopServer } from '../stop-server.js';
import { openTempFolder } from '../temp-folder.js';
import { eventually } from './eventually.js';
import { FakeAnnotator } from './fake-annotator.js';
import { fakeCatalogue } from './fake-catalogue.js';

/** A server on a port of its own, on fakes, with a temp folder that can be looked into. */
export interface TestServer {
  readonly port: number;
  readonly url: string;
  readonly http: Server;
  readonly annotator: FakeAnnotator;
  readonly lifetime: Lifetime;
  readonly sessions: TestSessions;
  /** The lines of the log, parsed. */
  readonly log: Readonly<Record<string, unknown>>[];
  /** How many requests have files in the temp folder now. */
  leftovers(): Promise<number>;
  /** The files that came, of all requests that run now. */
  uploads(): Promise<readonly string[]>;
  /** Stops, and fails if a request leaves files behind: they go right after its last byte, or with its client. */
  stop(graceMilliseconds?: number): Promise<void>;
}

/** The sessions of a test server: on a disk of their own, and a clock that the test winds. */
export interface TestSessions {
  readonly clock: FakeClock;
  /** Where they lie. */
  readonly folder: string;
  /** How many are kept, by what lies on the disk. */
  kept(): Promise<number>;
  /** How many are being made or removed. */
  staged(): Promise<number>;
}

export interface TestServerOptions {
  readonly access?: Partial<AccessRules>;
  /** What is told of models; `workspace`: those of a workspace of its own, which the admin routes change. */
  readonly models?: readonly ModelSummary[] | 'workspace';
  readonly quotaBytes?: number;
}

export async function startTestServer(
  limits: Partial<Limits> = {},
  { models, access, quotaBytes = 1e9 }: TestServerOptions = {},
): Promise<TestServer> {
  const base = await mkdtemp(join(tmpdir(), 'aiaa-test-'));
  const temp = await openTempFolder(base);
  const annotator = new FakeAnnotator();
  const kept = await mkdtemp(join(tmpdir(), 'aiaa-sessions-'));
  const [keptFolder, staging] = [join(kept, 'kept'), join(kept, 'staging')];
  const clock = new FakeClock();
  const store = await openFolderSessionStore({ folder: keptFolder, staging, clock, quotaBytes });
  const lifetime = { stopping: false };
  const lines: Readonly<Record<string, unknown>>[] = [];
  const recentLog = makeRecentLog((line) => line);
  const keeping = { write: (line: string) => void lines.push(JSON.parse(line)) };
  const log = pino(
    { level: 'debug' },
    multistream([recentLog, keeping].map((stream) => ({ stream, level: 'debug' }))),
  );
  const admin = await openModelRepository({
    workspace: join(kept, 'workspace'),
    retired: ({ folder }) => annotator.retire(folder),
  });
  const services = {
    models: models === 'workspace' ? admin : fakeCatalogue(models),
    annotator,
    sessions: forgetfulSessions(store, annotator),
    temp,
    admin,
    access: { ...DEFAULT_ACCESS, ...access },
    device: () => ({ device: 'cpu', reason: 'there is no other.' }),
    workers: 1,
    log,
    recentLog,
    limits: { ...DEFAULT_LIMITS, ...limits },
  };
  const server = createApiServer(services, lifetime);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  // A listening TCP server has an address that is an object (node:net).
  const { port } = server.address() as AddressInfo;
  const leftovers = async (): Promise<number> => (await readdir(temp.path)).length;
  return {
    port,
    url: `http://127.0.0.1:${port}`,
    http: server,
    annotator,
    lifetime,
    sessions: {
      clock,
      folder: keptFolder,
      kept: async () => (await readdir(keptFolder)).length,
      staged: async () => (await readdir(staging)).length,
    },
    log: lines,
    leftovers,
    async uploads() {
      const paths = await readdir(temp.path, { recursive: true });
      return paths
        .map((path) => basename(path))
        .filter((name) => name.startsWith('upload-'))
        .toSorted();
    },
    async stop(graceMilliseconds = 0) {
      await stopServer(server, graceMilliseconds);
      await eventually(async () => (await leftovers()) === 0 && (await readdir(staging)).length === 0);
      await store.close();
      await admin.close();
      await Promise.all([base, kept].map((folder) => rm(folder, { recursive: true, force: true })));
    },
  };
}
