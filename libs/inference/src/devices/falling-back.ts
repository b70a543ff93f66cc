import { joined, parted } from '../batch.js';
import type { Network, RunElsewhere } from '../network.js';
import { NetworkFailed } from '../network-failed.js';
import type { Tensor } from '../tensor.js';

export interface Fallback {
  /** Opens the same network where there is memory enough; asked for once, and only when it is needed. */
  readonly open: () => Promise<Network>;
  readonly warn: (line: string) => void;
}

type Tensors = Readonly<Record<string, Tensor>>;

/**
 * The network of a device whose memory may run out. A batch that does not fit there is halved, and no larger one is
 * tried again; a single window that does not fit runs on the CPU, and the next one is tried on the device again.
 */
export function fallingBack(network: Network, { open, warn }: Fallback): Network {
  const takesBatches = isOpenToBatches(network);
  let spare: Promise<Network> | undefined;
  let mostAtOnce = Infinity;

  async function forward(feeds: Tensors, elsewhere: RunElsewhere = (run) => run()): Promise<Tensors> {
    const windows = takesBatches ? batchOf(feeds) : 1;
    if (windows > mostAtOnce)
      return inTurn(partedFeeds(feeds, mostAtOnce), (part) => forward(part, elsewhere));
    try {
      return await network.forward(feeds);
    } catch (error) {
      if (!isOutOfMemory(error)) throw error;
      if (windows === 1) return onSpare(feeds, elsewhere, error);
      mostAtOnce = Math.min(mostAtOnce, Math.ceil(windows / 2));
      warn(`The device is out of memory for ${windows} windows at once; from now on ${mostAtOnce} are run.`);
      return forward(feeds, elsewhere);
    }
  }

  function onSpare(feeds: Tensors, elsewhere: RunElsewhere, { message }: NetworkFailed): Promise<Tensors> {
    warn(`The device is out of memory (${message}); this window runs on the CPU.`);
    spare ??= open();
    const opened = spare;
    return elsewhere(async () => (await opened).forward(feeds));
  }

  return {
    inputs: network.inputs,
    outputs: network.outputs,
    takesBatches,
    forward,
    async release() {
      await network.release();
      await (await spare?.catch(() => undefined))?.release();
    },
  };
}

/** A network whose file leaves open how many windows go in, and come out. */
const isOpenToBatches = ({ inputs, outputs }: Network): boolean =>
  [...inputs, ...outputs].every(({ dims }) => typeof dims[0] === 'string');

const batchOf = (feeds: Tensors): number => Math.max(...Object.values(feeds).map(({ dims }) => dims[0]));

function partedFeeds(feeds: Tensors, size: number): readonly Tensors[] {
  const parts = Object.entries(feeds).map(([name, tensor]) => [name, parted(tensor, size)] as const);
  const [[, first]] = parts;
  return first.map((_, at) => Object.fromEntries(parts.map(([name, tensors]) => [name, tensors[at]])));
}

async function inTurn(parts: readonly Tensors[], run: (part: Tensors) => Promise<Tensors>): Promise<Tensors> {
  const results: Tensors[] = [];
  for (const part of parts) results.push(await run(part));
  const names = Object.keys(results[0]);
  return Object.fromEntries(names.map((name) => [name, joined(results.map((result) => result[name]))]));
}

/** In the words of CUDA, cuDNN, cuBLAS, Vulkan and of the runtime's own allocator. */
const WORDS =
  /out of memory|failed to allocate|not enough memory|ALLOC_FAILED|OUT_OF_DEVICE_MEMORY|BFCArena|bad_alloc/i;

const isOutOfMemory = (error: unknown): error is NetworkFailed =>
  error instanceof NetworkFailed && WORDS.test(error.message);
