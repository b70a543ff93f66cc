import { mkdir } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { openAnnotationPool, openWhenAsked, shareWork } from '@aiaa/annotation-pool';
import type { Annotator } from '@aiaa/annotator';
import { formatDevice } from '@aiaa/inference';
import { openModelRepository, type ModelRepository } from '@aiaa/models';
import { openFolderSessionStore } from '@aiaa/sessions';
import type { Logger } from 'pino';
import type { AccessRules } from './access-rules.js';
import { askDevice } from './ask-device.js';
import type { Config } from './config.js';
import { forgetfulSessions } from './forgetful-sessions.js';
import type { OpenLog } from './open-log.js';
import { createApiServer } from './server.js';
import type { Services } from './services.js';
import { stopServer } from './stop-server.js';
import { openTempFolder } from './temp-folder.js';

/** A server that listens. */
export interface RunningServer {
  readonly url: string;
  /** Ends running requests, then workers, then files; in the reverse order of their making. */
  stop(): Promise<void>;
}

/** The composition root: everything that lives in time is made here, and closed here. */
export async function startServer(config: Config, opened: OpenLog): Promise<RunningServer> {
  const { log } = opened;
  const closing: (() => Promise<void>)[] = [];
  const release = async (): Promise<void> => {
    for (const close of closing.toReversed()) await close();
  };
  try {
    const place = { port: config.port };
    const services = await openServices(config, opened, closing, place);
    const lifetime = { stopping: false };
    const server = createApiServer(services, lifetime);
    await new Promise<void>((resolve, reject) => {
      server.once('error', reject).listen(config.port, config.host, resolve);
    });
    // A listening TCP server has an address that is an object (node:net).
    place.port = (server.address() as AddressInfo).port;
    const url = urlOf(config.host, place.port);
    announce(url, config, services);
    warnOfOpenDoors(config, log);
    const stop = async (): Promise<void> => {
      lifetime.stopping = true;
      await stopServer(server, config.stopTimeoutMilliseconds);
      await release();
    };
    return { url, stop };
  } catch (error) {
    await release();
    throw error;
  }
}

/** What is opened is closed by `closing`, the last first; also where a later one cannot be opened. */
async function openServices(
  config: Config,
  { log, recent: recentLog }: OpenLog,
  closing: (() => Promise<void>)[],
  place: Place,
): Promise<Services> {
  const { workspace, limits } = config;
  await mkdir(workspace, { recursive: true });
  const temp = await openTempFolder(config.temp);
  closing.push(() => temp.remove());
  const annotator = await openAnnotator(config, log, place);
  closing.push(() => annotator.close());
  const device = askDevice(annotator, log);
  if (config.device !== 'auto' && config.device.kind !== 'cpu') await device.known;
  const models = await openModels(config, annotator, log);
  closing.push(() => models.close());
  const sessions = await openFolderSessionStore({
    folder: join(workspace, 'sessions'),
    staging: join(workspace, '.staging'),
    ...config.sessions,
    swept: (id) => annotator.forget(id),
    log: (line) => log.warn(line),
  });
  closing.push(() => sessions.close());
  return {
    models,
    admin: models,
    annotator,
    sessions: forgetfulSessions(sessions, annotator),
    temp,
    limits,
    access: accessOf(config),
    device: device.current,
    workers: config.workers,
    log,
    recentLog,
  };
}

/** Models of the workspace; those that were replaced leave the workers when the last request is done with them. */
async function openModels(config: Config, annotator: Annotator, log: Logger): Promise<ModelRepository> {
  const { workspace, bundledModels, autoReloadSeconds } = config;
  const models = await openModelRepository({
    workspace,
    bundled: bundledModels,
    retired: ({ folder }) => annotator.retire(folder),
    log: (line) => log.info(line),
    ...(autoReloadSeconds === undefined ? {} : { autoReloadSeconds }),
  });
  for (const { name, reason } of models.refused) log.warn(`model ${name} cannot run: ${reason.message}`);
  return models;
}

const accessOf = ({ admin: { hosts, token }, trustProxy, corsOrigins }: Config): AccessRules => ({
  adminHosts: hosts,
  ...(token === undefined ? {} : { adminToken: token }),
  trustProxy,
  corsOrigins,
});

function warnOfOpenDoors({ host, admin }: Config, log: Logger): void {
  if (isLoopback(host) || !admin.hosts.includes('*') || admin.token !== undefined) return;
  log.warn(
    `EVERYBODY who reaches ${host} may load and delete models: name who may with --admin_hosts, or set --admin_token.`,
  );
}

const isLoopback = (host: string): boolean => /^(?:localhost|127\.[\d.]+|::1)$/.test(host);

function announce(url: string, { workspace }: Config, { models, log }: Services): void {
  const names = models.list().map(({ name }) => name);
  log.info({ url }, `listening on ${url}`);
  log.info({ models: names }, `models: ${names.join(', ') || 'none'}`);
  log.info({ workspace }, `workspace ${workspace}`);
}

/** Workers that run networks at once; those that fetch and read when somebody needs them. */
async function openAnnotator(config: Config, log: Logger, place: Place): Promise<Annotator> {
  const { threads, volumeBytes, warmBytes, fetching } = config;
  const device = config.device === 'auto' ? config.device : formatDevice(config.device);
  const limits = { decodedBytes: volumeBytes };
  const open = (workers: number, options: object) =>
    openAnnotationPool({
      workerEntry: fileURLToPath(import.meta.resolve('@aiaa/annotation/worker')),
      // what the worker entry of @aiaa/annotation takes as its first argument
      workerArgs: [JSON.stringify({ ...options, limits })],
      workers,
      queueLimit: config.queueLength,
      log: (line) => log.info(line),
    });
  const networks = await open(config.workers, { threads, warmBytes, device });
  const files = openWhenAsked(() => {
    const policy = { ...fetching.policy, ownPort: place.port };
    return open(config.ioWorkers, { warmBytes: 0, fetching: { ...fetching, policy } });
  });
  return shareWork({ networks, files });
}

/** Where this server listens, once it does. */
interface Place {
  port: number;
}

/** Where people and the demo reach the server; "any address" is no address to go to. */
function urlOf(host: string, port: number): string {
  const reachable = host === '0.0.0.0' ? '127.0.0.1' : host === '::' ? '::1' : host;
  return `http://${reachable.includes(':') ? `[${reachable}]` : reachable}:${port}`;
}
