import type { Network } from '../network.js';
import { NetworkFailed } from '../network-failed.js';

export interface Fallback {
  /** Opens the same network where there is memory enough; asked for once, and only when it is needed. */
  readonly open: () => Promise<Network>;
  readonly warn: (line: string) => void;
}

/**
 * The network of a device whose memory may run out: what does not fit there runs on the CPU, and the next one is tried
 * on the device again. Windows go one at a time, so there is no batch to be made smaller first.
 */
export function fallingBack(network: Network, { open, warn }: Fallback): Network {
  let spare: Promise<Network> | undefined;
  return {
    inputs: network.inputs,
    outputs: network.outputs,
    async forward(feeds, elsewhere = (run) => run()) {
      try {
        return await network.forward(feeds);
      } catch (error) {
        if (!isOutOfMemory(error)) throw error;
        warn(`The device is out of memory (${error.message}); this window runs on the CPU.`);
        spare ??= open();
        const onSpare = spare;
        return elsewhere(async () => (await onSpare).forward(feeds));
      }
    },
    async release() {
      await network.release();
      await (await spare?.catch(() => undefined))?.release();
    },
  };
}

/** In the words of CUDA, cuDNN, cuBLAS, Vulkan and of the runtime's own allocator. */
const WORDS =
  /out of memory|failed to allocate|not enough memory|ALLOC_FAILED|OUT_OF_DEVICE_MEMORY|BFCArena|bad_alloc/i;

const isOutOfMemory = (error: unknown): error is NetworkFailed =>
  error instanceof NetworkFailed && WORDS.test(error.message);
