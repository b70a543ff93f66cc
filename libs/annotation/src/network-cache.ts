import type { ModelReference } from '@aiaa/annotator';
import {
  loadOnnxNetwork,
  openNetwork,
  predictorOf,
  reportDevice,
  tryOnnxDevice,
  type DeviceChoice,
  type DeviceReport,
  type Network,
  type NetworkOpener,
  type Predictor,
} from '@aiaa/inference';
import { readModelPackage, type NetworkConfig, type NetworkPackage, type PipelineConfig } from '@aiaa/models';
import { BrokenInvariant } from '@aiaa/volume/errors';

/** A model that can run. */
export type LoadedModel = LoadedNetwork | LoadedPipeline;

/** A model that is one network: its config, and the network, loaded. */
export interface LoadedNetwork {
  readonly kind: 'network';
  readonly config: NetworkConfig;
  /** No other model, and no other revision of this one, has the same. */
  readonly key: string;
  readonly predict: Predictor;
  /** How many channels the network takes; absent when any number will do. */
  readonly channels?: number;
}

/** A model that is other models. */
export interface LoadedPipeline {
  readonly kind: 'pipeline';
  readonly config: PipelineConfig;
  /** In the order in which its config names them. */
  readonly parts: readonly LoadedNetwork[];
}

export interface NetworkCacheOptions {
  /** Threads that one network may use; absent: as many as the runtime finds good. */
  readonly threads?: number;
  /** Where networks run. */
  readonly device: DeviceChoice;
  /** Hears why one runs elsewhere. */
  readonly warn: (line: string) => void;
}

/** What is kept of a pipeline is its config alone: which revisions of its parts it runs, each request says. */
type Kept =
  | { readonly kind: 'network'; readonly model: LoadedNetwork; release(): Promise<void> }
  | { readonly kind: 'pipeline'; readonly config: PipelineConfig };

/** Loads each model's network once and keeps it until it is closed. */
export class NetworkCache {
  private readonly kept = new Map<string, Promise<Kept>>();

  constructor(readonly options: NetworkCacheOptions) {}

  /** @throws MalformedModelConfig, NetworkFailed; a model that failed is tried afresh by the next request. */
  async load(reference: ModelReference): Promise<LoadedModel> {
    const kept = await this.keep(reference.folder);
    if (kept.kind === 'network') return kept.model;
    const { kind, config } = kept;
    const parts = config.models.map((name) => this.loadPart(name, reference));
    return { kind, config, parts: await Promise.all(parts) };
  }

  /** Where networks run, as far as can be said without one. @throws NetworkFailed when a device was named that is not there. */
  device(): Promise<DeviceReport> {
    return reportDevice(this.options.device, tryOnnxDevice);
  }

  /** Whether the model, and all that it runs, need not be loaded again. */
  isLoaded({ folder, parts = {} }: ModelReference): boolean {
    return this.kept.has(folder) && Object.values(parts).every((part) => this.isLoaded(part));
  }

  /** Frees what was loaded from this folder; it runs no more. A folder that nobody loaded is fine. */
  async release(folder: string): Promise<void> {
    const kept = this.kept.get(folder);
    this.kept.delete(folder);
    const loaded = await kept?.catch(() => undefined);
    if (loaded?.kind === 'network') await loaded.release();
  }

  async close(): Promise<void> {
    await Promise.all([...this.kept.keys()].map((folder) => this.release(folder)));
  }

  private async loadPart(
    name: string,
    { name: pipeline, parts = {} }: ModelReference,
  ): Promise<LoadedNetwork> {
    const part = Object.hasOwn(parts, name) ? parts[name] : undefined;
    if (part === undefined) throw new BrokenInvariant(`Pipeline ${pipeline} came without its model ${name}.`);
    const kept = await this.keep(part.folder);
    if (kept.kind === 'network') return kept.model;
    throw new BrokenInvariant(`Model ${name} of pipeline ${pipeline} is a pipeline itself.`);
  }

  private keep(folder: string): Promise<Kept> {
    const known = this.kept.get(folder);
    if (known !== undefined) return known;
    const opening = this.open(folder);
    this.kept.set(folder, opening);
    opening.catch(() => this.kept.delete(folder));
    return opening;
  }

  private async open(folder: string): Promise<Kept> {
    const read = await readModelPackage(folder);
    if (!('networkFile' in read)) return { kind: 'pipeline', config: read.config };
    const { device: choice, ...options } = this.options;
    const { precision } = read.config.inference;
    const open: NetworkOpener = (file, given) =>
      loadOnnxNetwork(file, { ...given, ...(precision === undefined ? {} : { precision }) });
    const network = await openNetwork(read.networkFile, { choice, open, ...options });
    return { kind: 'network', model: loadedNetwork(read, network), release: () => network.release() };
  }
}

function loadedNetwork({ config, networkFile }: NetworkPackage, network: Network): LoadedNetwork {
  const { inputNode: input, outputNode: output } = config.inference;
  const predict = predictorOf(network, {
    ...(input === undefined ? {} : { input }),
    ...(output === undefined ? {} : { output }),
  });
  const channels = channelsOf(network, input);
  return {
    kind: 'network',
    config,
    key: networkFile,
    predict,
    ...(channels === undefined ? {} : { channels }),
  };
}

/** A network takes [1, channels, ...axes]; one of another rank says so itself, when it runs. */
function channelsOf({ inputs }: Network, input: string | undefined): number | undefined {
  const port = input === undefined ? inputs[0] : inputs.find(({ name }) => name === input);
  const channels = [4, 5].includes(port?.dims.length ?? 0) ? port?.dims[1] : undefined;
  return typeof channels === 'number' ? channels : undefined;
}
