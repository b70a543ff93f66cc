import { rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { formatBytes } from '@aiaa/imaging-io';
import { LimitExceeded } from '@aiaa/volume/errors';
import { CStoreResponse } from '../dimse/dcmjs-dimse.js';
import type { StoreRequest } from '../dimse/dimse-user.js';
import { notDicom } from '../dimse/trouble.js';
import { isUid } from '../dimse/uid.js';
import type { OpenAssociation, StoreListener } from '../dimse/with-association.js';
import type { FetchContext, FetchedFile } from '../fetch-context.js';
import { findSeriesUid } from './find-series-uid.js';
import { InstanceFile } from './instance-file.js';
import { part10Header, type FileMeta } from './part10-header.js';

/** An instance on its way to its file. */
interface Arrival {
  readonly meta: FileMeta;
  readonly file: InstanceFile;
  readonly reply: () => void;
  /** The first pieces of the data set, for as long as they are few. */
  readonly start: Buffer[];
  startBytes: number;
}

// What stands before the Series Instance UID is short, unless something private is long.
const START_BYTES = 1 << 20;

// The disk may fall behind the network by so much, and by so many files.
const MOST_BACKLOG = 8 << 20;
const MOST_UNFINISHED = 4;

/**
 * Writes what a server stores with us to files. An instance is answered for when it has come, so that the next comes
 * while the last is written; that all are written is known once it has settled.
 */
export class Receiver implements StoreListener {
  /** Those that are kept. */
  readonly files: FetchedFile[] = [];
  /** Instances that came, also those of another series and those that came twice. */
  received = 0;
  /** Of another series than the one that is wanted. */
  strangers = 0;

  readonly #seen = new Set<string>();
  #association: OpenAssociation | undefined;
  #arrival: Arrival | undefined;
  readonly #unfinished = new Map<InstanceFile, Promise<void>>();
  #failed: { readonly error: unknown } | undefined;
  #written = 0;
  #earlierBytes = 0;
  #keptBytes = 0;
  #of: number | undefined;

  constructor(
    private readonly context: FetchContext,
    private readonly seriesUid: string | undefined,
  ) {}

  /** What follows comes by this association. */
  attach(association: OpenAssociation): void {
    this.#association = association;
  }

  /** Waits until all that came is written; throws what the file system said. */
  async settle(): Promise<void> {
    await Promise.all(this.#unfinished.values());
    if (this.#failed) throw this.#failed.error;
  }

  /** Tidies up what the association left unfinished. */
  async detach(): Promise<void> {
    this.#earlierBytes += this.#association?.wire.bytes ?? 0;
    this.#association = undefined;
    await Promise.all(this.#unfinished.values());
    await this.#arrival?.file.discard();
    this.#arrival = undefined;
  }

  /** Hears from the server how many are still to come. */
  onRemaining(remaining: unknown): void {
    if (typeof remaining === 'number') this.#of = this.received + remaining;
  }

  /** Removes what was kept. */
  async discard(): Promise<void> {
    await Promise.all(this.files.map(({ path }) => rm(path, { force: true })));
  }

  onStore({ contextId, request, reply }: StoreRequest): void {
    const { limits, folder } = this.context;
    if (this.received >= limits.files)
      throw new LimitExceeded(
        `The server sends more than ${limits.files} instances: ask for a single series.`,
      );
    this.received += 1;
    const transferSyntaxUid = this.#association?.contexts.find(({ id }) => id === contextId)?.transferSyntax;
    const sopClassUid: unknown = request.getAffectedSopClassUid();
    const sopInstanceUid: unknown = request.getAffectedSopInstanceUid();
    if (!isUid(sopClassUid) || !isUid(sopInstanceUid) || transferSyntaxUid === undefined)
      throw notDicom('it stores an instance without a proper UID');
    const meta = { sopClassUid, sopInstanceUid, transferSyntaxUid };
    const path = join(folder, `.${String(this.received).padStart(6, '0')}.tmp`);
    const file = new InstanceFile(path, () => this.#keepPace());
    file.append(part10Header(meta));
    const success = (): void => {
      const response = CStoreResponse.fromRequest(request);
      response.setStatus(0);
      reply(response);
    };
    this.#arrival = { meta, file, reply: success, start: [], startBytes: 0 };
  }

  onData(bytes: Buffer, last: boolean): void {
    const arrival = this.#arrival;
    if (!arrival) return;
    this.#limitBytes();
    if (arrival.startBytes < START_BYTES) {
      arrival.start.push(bytes);
      arrival.startBytes += bytes.length;
    }
    arrival.file.append(bytes);
    if (last) this.#finish(arrival);
    this.#keepPace();
  }

  #limitBytes(): void {
    const { bytes: most } = this.context.limits;
    const bytes = this.#earlierBytes + (this.#association?.wire.bytes ?? 0);
    if (bytes > most)
      throw new LimitExceeded(
        `The server sends more than ${formatBytes(most)}, the limit of a fetch: ask for a single series.`,
      );
  }

  /** Reads on for as long as the disk keeps up. */
  #keepPace(): void {
    const files = [...this.#unfinished.keys(), ...(this.#arrival ? [this.#arrival.file] : [])];
    const failed = files.find((file) => file.failed)?.failed;
    if (failed) this.#fail(failed);
    const backlog = files.reduce((sum, file) => sum + file.backlog, 0);
    if (backlog > MOST_BACKLOG || this.#unfinished.size >= MOST_UNFINISHED) this.#association?.wire.pause();
    else this.#association?.wire.resume();
  }

  #fail(failed: { readonly error: unknown }): void {
    this.#failed ??= failed;
    this.#association?.wire.break(failed.error);
  }

  #finish(arrival: Arrival): void {
    const { meta, file } = arrival;
    const wanted = this.#isWanted(arrival);
    this.#arrival = undefined;
    const path = join(this.context.folder, `${String(this.files.length + 1).padStart(6, '0')}.dcm`);
    if (wanted) this.files.push({ path, name: `${meta.sopInstanceUid}.dcm` });
    const finishing = (wanted ? this.#keep(file, path) : file.discard())
      .catch((error: unknown) => this.#fail({ error }))
      .finally(() => {
        this.#unfinished.delete(file);
        this.#keepPace();
      });
    this.#unfinished.set(file, finishing);
    arrival.reply();
  }

  #isWanted({ meta, start }: Arrival): boolean {
    if (this.seriesUid !== undefined) {
      const seriesUid = findSeriesUid(Buffer.concat(start), meta.transferSyntaxUid);
      if (seriesUid === undefined) throw notDicom('it stores an instance that does not say its series');
      if (seriesUid !== this.seriesUid) this.strangers += 1;
      if (seriesUid !== this.seriesUid) return false;
    }
    if (this.#seen.has(meta.sopInstanceUid)) return false;
    this.#seen.add(meta.sopInstanceUid);
    return true;
  }

  async #keep(file: InstanceFile, path: string): Promise<void> {
    try {
      await file.close();
      await rename(file.path, path);
    } catch (error) {
      await file.discard();
      throw error;
    }
    this.#written += 1;
    this.#keptBytes += file.bytes;
    // Of a whole patient, nobody says how many are of the series.
    const of = this.#of === undefined || this.strangers > 0 ? {} : { of: Math.max(this.#written, this.#of) };
    this.context.onProgress?.({ files: this.#written, bytes: this.#keptBytes, ...of });
  }
}
