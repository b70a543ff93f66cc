import { join } from 'node:path';
import { loadOnnxNetwork, makeTensor } from '@aiaa/inference';
import { seededNumbers } from '@aiaa/inference/testing';
import { CLICK_INPUT, clickDims, type ClickModel } from './click-model.js';
import { timed } from './timed.js';

/** The network of a model of clicks, with nothing around it. */
export interface NetworkAlone {
  /** Runs once; its milliseconds. */
  run(): Promise<number>;
  close(): Promise<void>;
}

export async function openNetworkAlone(modelFolder: string, name: ClickModel): Promise<NetworkAlone> {
  const network = await loadOnnxNetwork(join(modelFolder, 'model.onnx'));
  const dims = clickDims(name);
  const count = dims.reduce((product, n) => product * n, 1);
  const image = makeTensor(dims, seededNumbers(1, count));
  return {
    run: async () => (await timed(() => network.forward({ [CLICK_INPUT]: image })))[0],
    close: () => network.release(),
  };
}
