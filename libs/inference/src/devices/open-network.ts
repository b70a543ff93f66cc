import type { Network } from '../network.js';
import { NetworkFailed } from '../network-failed.js';
import { CPU, formatDevice, type Device, type DeviceChoice } from './device.js';
import { fallingBack } from './falling-back.js';
import { HOW_TO_GET } from './how-to-get.js';
import { sameScores, toleranceOf } from './same-scores.js';
import { trialWindow } from './trial-window.js';

/** What a backend does: loads the network of a file for one device. @throws NetworkFailed */
export type NetworkOpener = (path: string, options: { threads?: number; device: Device }) => Promise<Network>;

export interface OpenNetworkOptions {
  readonly choice: DeviceChoice;
  readonly threads?: number;
  readonly open: NetworkOpener;
  /** Hears why a network runs elsewhere than one might think. */
  readonly warn: (line: string) => void;
  /** Milliseconds from some moment on; default: those of this process. */
  readonly now?: () => number;
}

const FIRST_CUDA: Device = { kind: 'cuda', index: 0 };

/**
 * Loads a network where it is to run. A device that was named is taken or refused; `auto` takes CUDA when it can be
 * loaded, gives the CPU's numbers on one window, and gives them sooner.
 * @throws NetworkFailed when the network, or the device that was named, cannot be used.
 */
export async function openNetwork(path: string, options: OpenNetworkOptions): Promise<Network> {
  const { choice } = options;
  if (choice === 'auto') return openWhereBest(path, options);
  if (choice.kind === 'cpu') return openOn(path, CPU, options);
  const network = await openOn(path, choice, options).catch((cause: unknown) => {
    throw refusal(choice, cause);
  });
  return withSpare(network, path, options);
}

/** Why a device cannot be used, and what would help. */
export function refusal(device: Device, cause: unknown): NetworkFailed {
  const why = cause instanceof Error ? cause.message.replace(/\.$/, '') : String(cause);
  return new NetworkFailed(`${formatDevice(device)} cannot be used (${why}): ${HOW_TO_GET[device.kind]}.`, {
    cause,
  });
}

const openOn = (path: string, device: Device, { open, threads }: OpenNetworkOptions): Promise<Network> =>
  open(path, { device, ...(threads === undefined ? {} : { threads }) });

const withSpare = (network: Network, path: string, options: OpenNetworkOptions): Network =>
  fallingBack(network, { open: () => openOn(path, CPU, options), warn: options.warn });

async function openWhereBest(path: string, options: OpenNetworkOptions): Promise<Network> {
  const fast = await openOn(path, FIRST_CUDA, options).catch(() => undefined);
  const sure = await openOn(path, CPU, options).catch(async (error: unknown) => {
    await fast?.release();
    throw error;
  });
  if (fast === undefined) return sure;
  const trouble = await troubleWith(fast, sure, options.now ?? (() => performance.now()));
  if (trouble === undefined) {
    await sure.release();
    return withSpare(fast, path, options);
  }
  options.warn(`A network runs on the CPU: on ${formatDevice(FIRST_CUDA)} ${trouble}.`);
  await fast.release();
  return sure;
}

/** What speaks against a fast device, tried on one window: the first run of each sets it up, the second is timed. */
async function troubleWith(fast: Network, sure: Network, now: () => number): Promise<string | undefined> {
  const window = trialWindow(sure);
  const timed = async (network: Network) => {
    await network.forward(window);
    const start = now();
    return { scores: await network.forward(window), took: now() - start };
  };
  try {
    const [expected, got] = [await timed(sure), await timed(fast)];
    if (!sameScores(expected.scores, got.scores, toleranceOf(sure))) return 'it gives other numbers';
    if (got.took < expected.took) return undefined;
    return `it takes longer (${Math.round(got.took)} ms for a window, the CPU ${Math.round(expected.took)})`;
  } catch (error) {
    return `it fails: ${error instanceof Error ? error.message : String(error)}`;
  }
}
