import type { ModelReference } from '@aiaa/annotator';
import { loadOnnxNetwork, predictorOf, type Network, type Predictor } from '@aiaa/inference';
import { readModelPackage, type ModelConfig } from '@aiaa/models';

/** A model that can run: its config, and its network, loaded. */
export interface LoadedModel {
  readonly config: ModelConfig;
  readonly predict: Predictor;
  /** How many channels the network takes; absent when any number will do. */
  readonly channels?: number;
}

export interface NetworkCacheOptions {
  /** Threads that one network may use; absent: as many as the runtime finds good. */
  readonly threads?: number;
}

/** Loads each model's network once and keeps it until it is closed. */
export class NetworkCache {
  private readonly networks = new Map<string, Promise<LoadedModel & { readonly network: Network }>>();

  constructor(private readonly options: NetworkCacheOptions) {}

  /** @throws MalformedModelConfig, NetworkFailed; a model that failed is tried afresh by the next request. */
  async load(model: ModelReference): Promise<LoadedModel> {
    const known = this.networks.get(model.folder);
    if (known !== undefined) return known;
    const loading = this.open(model);
    this.networks.set(model.folder, loading);
    loading.catch(() => this.networks.delete(model.folder));
    return loading;
  }

  isLoaded(model: ModelReference): boolean {
    return this.networks.has(model.folder);
  }

  async close(): Promise<void> {
    const loaded = await Promise.allSettled(this.networks.values());
    this.networks.clear();
    await Promise.all(
      loaded.map((one) => (one.status === 'fulfilled' ? one.value.network.release() : undefined)),
    );
  }

  private async open(model: ModelReference): Promise<LoadedModel & { readonly network: Network }> {
    const { config, networkFile } = await readModelPackage(model.folder);
    const network = await loadOnnxNetwork(networkFile, this.options);
    const { inputNode: input, outputNode: output } = config.inference;
    const predict = predictorOf(network, {
      ...(input === undefined ? {} : { input }),
      ...(output === undefined ? {} : { output }),
    });
    const channels = channelsOf(network, input);
    return { config, predict, network, ...(channels === undefined ? {} : { channels }) };
  }
}

/** A network of volumes takes [1, channels, a, b, c]; one of another rank says so itself, when it runs. */
function channelsOf({ inputs }: Network, input: string | undefined): number | undefined {
  const port = input === undefined ? inputs[0] : inputs.find(({ name }) => name === input);
  const channels = port?.dims.length === 5 ? port.dims[1] : undefined;
  return typeof channels === 'number' ? channels : undefined;
}
