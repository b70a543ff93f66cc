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

// The disk may fall behind the network by so much.
const MOST_BACKLOG = 8 << 20;

/** Writes what a server stores with us to files, one instance at a time: the next is read when the last is answered for. */
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
  #finishing: Promise<void> = Promise.resolve();
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

  /** Tidies up what the association left unfinished. */
  async detach(): Promise<void> {
    this.#earlierBytes += this.#association?.wire.bytes ?? 0;
    this.#association = undefined;
    await this.#finishing;
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
    const file = new InstanceFile(path, (failed) => this.#onWritten(failed));
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
    if (last) this.#finishing = this.#finish(arrival);
    else if (arrival.file.backlog > MOST_BACKLOG) this.#association?.wire.pause();
  }

  #limitBytes(): void {
    const { bytes: most } = this.context.limits;
    const bytes = this.#earlierBytes + (this.#association?.wire.bytes ?? 0);
    if (bytes > most)
      throw new LimitExceeded(
        `The server sends more than ${formatBytes(most)}, the limit of a fetch: ask for a single series.`,
      );
  }

  #onWritten(failed: Error | undefined): void {
    const { wire } = this.#association ?? {};
    if (failed) wire?.break(failed);
    // Between instances it is the answer that lets the next one come.
    else if (this.#arrival && this.#arrival.file.backlog <= MOST_BACKLOG) wire?.resume();
  }

  /** Never fails: what goes wrong breaks the association. */
  async #finish(arrival: Arrival): Promise<void> {
    const wire = this.#association?.wire;
    this.#arrival = undefined;
    wire?.pause();
    try {
      await arrival.file.close();
      if (this.#isWanted(arrival)) await this.#keep(arrival);
      else await arrival.file.discard();
      arrival.reply();
      wire?.resume();
    } catch (error) {
      await arrival.file.discard().catch(() => undefined);
      wire?.break(error instanceof Error ? error : new Error(String(error)));
    }
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

  async #keep({ meta, file }: Arrival): Promise<void> {
    const path = join(this.context.folder, `${String(this.files.length + 1).padStart(6, '0')}.dcm`);
    await rename(file.path, path);
    this.files.push({ path, name: `${meta.sopInstanceUid}.dcm` });
    this.#keptBytes += file.bytes;
    const files = this.files.length;
    // Of a whole patient, nobody says how many are of the series.
    const of = this.#of === undefined || this.strangers > 0 ? {} : { of: Math.max(files, this.#of) };
    this.context.onProgress?.({ files, bytes: this.#keptBytes, ...of });
  }
}
