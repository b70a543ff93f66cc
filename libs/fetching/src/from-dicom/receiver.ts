import { join } from 'node:path';
import { formatBytes } from '@aiaa/imaging-io';
import { LimitExceeded } from '@aiaa/volume/errors';
import type { StoreRequest } from '../dimse/dimse-user.js';
import { notDicom } from '../dimse/trouble.js';
import { isUid } from '../dimse/uid.js';
import type { OpenAssociation, StoreListener } from '../dimse/with-association.js';
import type { FetchContext, FetchedFile } from '../fetch-context.js';
import { findSeriesUid } from './find-series-uid.js';
import { InstanceFile } from './instance-file.js';
import { part10Header, type FileMeta } from './part10-header.js';
import { Parts } from './parts.js';

/** An instance on its way to its file. */
interface Arrival {
  readonly meta: FileMeta;
  readonly file: InstanceFile;
  readonly reply: StoreRequest['reply'];
  seriesUid: string | undefined;
}

// The disk may fall behind the network by so many.
const MOST_PARTS = 8;

const SUCCESS = 0x0000;

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

  readonly #kept: InstanceFile[] = [];
  readonly #seen = new Set<string>();
  #association: OpenAssociation | undefined;
  #arrival: Arrival | undefined;
  readonly #unfinished = new Set<Promise<void>>();
  readonly #parts = new Parts(() => this.#keepPace());
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
    await Promise.all(this.#unfinished);
    if (this.#failed) throw this.#failed.error;
  }

  /** Tidies up what the association left unfinished. */
  async detach(): Promise<void> {
    this.#earlierBytes += this.#association?.wire.bytes ?? 0;
    this.#association = undefined;
    await Promise.all(this.#unfinished);
    await this.#arrival?.file.discard();
    this.#arrival = undefined;
  }

  /** Hears from the server how many are still to come. */
  onRemaining(instances: number | undefined): void {
    if (instances !== undefined) this.#of = this.received + instances;
  }

  /** Removes what was kept. */
  async discard(): Promise<void> {
    await Promise.all(this.#kept.map((file) => file.discard()));
  }

  onStore({ contextId, sopClassUid, sopInstanceUid, reply }: StoreRequest): void {
    const { limits, folder } = this.context;
    if (this.received >= limits.files)
      throw new LimitExceeded(
        `The server sends more than ${limits.files} instances: ask for a single series.`,
      );
    this.received += 1;
    const transferSyntaxUid = this.#association?.contexts.find(({ id }) => id === contextId)?.transferSyntax;
    if (!isUid(sopClassUid) || !isUid(sopInstanceUid) || transferSyntaxUid === undefined)
      throw notDicom('it stores an instance without a proper UID');
    const meta = { sopClassUid, sopInstanceUid, transferSyntaxUid };
    // The folder is the fetch's own, and is of use to nobody before all has come: each file has its name at once.
    const path = join(folder, `${String(this.received).padStart(6, '0')}.dcm`);
    const header = part10Header(meta);
    const file = new InstanceFile({
      path,
      parts: this.#parts,
      // What stands before the Series Instance UID is short, unless something private is long.
      onStart: (start) =>
        (arrival.seriesUid = findSeriesUid(start.subarray(header.length), transferSyntaxUid)),
      onError: (error) => this.#fail(error),
    });
    file.append(header);
    const arrival: Arrival = { meta, file, reply, seriesUid: undefined };
    this.#arrival = arrival;
  }

  onData(bytes: Buffer, last: boolean): void {
    const arrival = this.#arrival;
    if (!arrival) return;
    this.#limitBytes();
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
    const wire = this.#association?.wire;
    if (this.#parts.taken >= MOST_PARTS) wire?.pause();
    else wire?.resume();
  }

  #fail(error: unknown): void {
    this.#failed ??= { error };
    this.#association?.wire.break(error);
  }

  #finish(arrival: Arrival): void {
    arrival.file.end();
    const wanted = this.#isWanted(arrival);
    this.#arrival = undefined;
    const finishing = (wanted ? this.#keep(arrival) : arrival.file.discard())
      .catch((error: unknown) => this.#fail(error))
      .finally(() => this.#unfinished.delete(finishing));
    this.#unfinished.add(finishing);
    arrival.reply(SUCCESS);
  }

  #isWanted({ meta, seriesUid }: Arrival): boolean {
    if (this.seriesUid !== undefined) {
      if (seriesUid === undefined) throw notDicom('it stores an instance that does not say its series');
      if (seriesUid !== this.seriesUid) this.strangers += 1;
      if (seriesUid !== this.seriesUid) return false;
    }
    if (this.#seen.has(meta.sopInstanceUid)) return false;
    this.#seen.add(meta.sopInstanceUid);
    return true;
  }

  async #keep({ meta, file }: Arrival): Promise<void> {
    this.#kept.push(file);
    this.files.push({ path: file.path, name: `${meta.sopInstanceUid}.dcm` });
    await file.close();
    this.#written += 1;
    this.#keptBytes += file.bytes;
    // Of a whole patient, nobody says how many are of the series.
    const of = this.#of === undefined || this.strangers > 0 ? {} : { of: Math.max(this.#written, this.#of) };
    this.context.onProgress?.({ files: this.#written, bytes: this.#keptBytes, ...of });
  }
}
