import type { ModelReference, ModelSummary } from '@aiaa/annotator';
import type { ReadLimits } from '@aiaa/imaging-io';
import type { TaggedError } from '@aiaa/volume/errors';

/** The models that are on disk, and those that are put there while they are served. */
export interface ModelRepository {
  /** What can be run. */
  list(): readonly ModelSummary[];
  /** @throws ModelNotFound for a name that is not here; MalformedModelConfig for a package that cannot run. */
  get(name: string): ModelReference;
  /**
   * Does the work with the revision that is served now, and of a pipeline with its parts. Their files stay until it
   * ends, whatever is put in the meantime. @throws as get
   */
  lend<T>(name: string, work: (model: ModelReference) => Promise<T>): Promise<T>;
  /** Packages that cannot run, each with the reason. */
  readonly refused: readonly RefusedModel[];
  /** The config of a model, also of one that cannot run, byte for byte. @throws ModelNotFound, LimitExceeded */
  configOf(name: string): Promise<Buffer>;
  /** Lends a folder of the workspace for the files of an upload, gone afterwards. @throws StorageFull */
  stage<T>(work: (folder: string) => Promise<T>): Promise<T>;
  /**
   * Makes files of a staged folder the model's next revision. Nothing changes unless all goes well.
   * @throws MalformedModelConfig, UnfitModel, LimitExceeded, StorageFull, and what `prove` throws
   */
  put(name: string, upload: ModelUpload, prove: Prove): Promise<ModelSummary>;
  /** Gives the model another config; its network stays. @throws ModelNotFound, and as put */
  patch(name: string, config: string, prove: Prove): Promise<ModelSummary>;
  /** What is bundled under the name is served again. @throws ModelNotFound, ModelBundled, StorageFull */
  remove(name: string): Promise<void>;
  /** Looks again at the workspace, which other servers may share. Resolves to the names that changed. */
  reload(): Promise<readonly string[]>;
  /** Ends reloading, and waits for what is being put and removed. */
  close(): Promise<void>;
}

export interface RefusedModel {
  readonly name: string;
  readonly reason: TaggedError;
}

/** Files that were received. Both: a network, or a zip that holds it; a config alone: a pipeline; data alone: a zip. */
export interface ModelUpload {
  /** Where the config lies. */
  readonly config?: string;
  /** `name` is what the client calls the file: errors quote it, nothing else uses it. */
  readonly data?: { readonly path: string; readonly name: string };
}

/** Loads a model that is not served yet and tries whether it runs; throws when it does not. */
export type Prove = (candidate: ModelReference) => Promise<void>;

export interface RepositoryOptions {
  /** A folder whose `models/` holds packages; made when missing. Absent: bundled models only. */
  readonly workspace?: string;
  /** Whether the bundled models are listed too. A workspace model of the same name wins. */
  readonly bundled?: boolean;
  /** Told of a revision that is not served any more once nobody works with it; its folder may go after that. */
  readonly retired?: (reference: ModelReference) => void;
  /** Takes one line for whatever nobody asked for and an operator should know. */
  readonly log?: (line: string) => void;
  /** Seconds between two looks at the workspace; absent or 0: only when asked. */
  readonly autoReloadSeconds?: number;
  /** What an archive that is put may hold. */
  readonly archiveLimits?: ReadLimits;
}
