import { mkdtemp, readdir, rm } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { pino } from 'pino';
import type { Lifetime } from '../lifetime.js';
import { DEFAULT_LIMITS, type Limits } from '../limits.js';
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
  readonly annotator: FakeAnnotator;
  readonly lifetime: Lifetime;
  /** The lines of the log, parsed. */
  readonly log: Readonly<Record<string, unknown>>[];
  /** How many requests have files in the temp folder now. */
  leftovers(): Promise<number>;
  /** The files that came, of all requests that run now. */
  uploads(): Promise<readonly string[]>;
  /** Stops, and fails if a request leaves files behind: they go right after its last byte, or with its client. */
  stop(graceMilliseconds?: number): Promise<void>;
}

export async function startTestServer(limits: Partial<Limits> = {}): Promise<TestServer> {
  const base = await mkdtemp(join(tmpdir(), 'aiaa-test-'));
  const temp = await openTempFolder(base);
  const annotator = new FakeAnnotator();
  const lifetime = { stopping: false };
  const lines: Readonly<Record<string, unknown>>[] = [];
  const log = pino({ level: 'debug' }, { write: (line) => void lines.push(JSON.parse(line)) });
  const services = {
    models: fakeCatalogue(),
    annotator,
    temp,
    log,
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
    annotator,
    lifetime,
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
      await eventually(async () => (await leftovers()) === 0);
      await rm(base, { recursive: true, force: true });
    },
  };
}
