import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import type * as OnnxRuntime from 'onnxruntime-node';
import type { InferenceSession, Tensor as OnnxTensor } from 'onnxruntime-node';
import { CPU, type Device, type DeviceKind } from '../devices/device.js';
import type { Network, TensorPort } from '../network.js';
import { fromFloat16, toFloat16 } from '../float16.js';
import { NetworkFailed } from '../network-failed.js';
import { makeTensor, type Tensor } from '../tensor.js';
import { missingLibrary } from './onnx-libraries.js';

/** What numbers a network is run in. */
export type Precision = 'float16';

export interface OnnxOptions {
  /** Threads inside one run; default: one per core, as the runtime decides. */
  readonly threads?: number;
  readonly device?: Device;
  /** Weights and all that is computed are rounded to this; absent: they are what the file says. */
  readonly precision?: Precision;
}

/**
 * Loads an ONNX file with onnxruntime-node, an optional peer that only this file imports. Loading and running
 * block the calling thread, and a run cannot be stopped.
 * @throws NetworkFailed when the runtime is not installed, the file is no network it can run, or an input is
 * not float32.
 */
export async function loadOnnxNetwork(
  path: string,
  { threads, device = CPU, precision }: OnnxOptions = {},
): Promise<Network> {
  assertLibrary(device);
  const runtime = await importRuntime();
  const session = await createSession(runtime, { path, precision }, sessionOptions(device, threads));
  try {
    return networkOf(session, runtime);
  } catch (refusal) {
    await session.release();
    throw refusal;
  }
}

/** A network that gives its input, one number, back. */
const TINY_NETWORK = Buffer.from(
  'CAgSBGFpYWE6bQolCgF4EgppZGVudGl0eV8wGgppZGVudGl0eV8wIghJZGVudGl0eQocCgppZGVudGl0eV8wEgF5GgF5IghJZGVudGl0eRIEdGlueVoPCgF4EgoKCAgBEgQKAggBYg8KAXkSCgoICAESBAoCCAFCAhAR',
  'base64',
);

/** Loads a network of no size, to see whether a device is there. @throws NetworkFailed where it is not. */
export async function tryOnnxDevice(device: Device): Promise<void> {
  assertLibrary(device);
  const runtime = await importRuntime();
  try {
    const session = await runtime.InferenceSession.create(TINY_NETWORK, sessionOptions(device, 1));
    await session.release();
  } catch (cause) {
    throw new NetworkFailed(firstLine(cause), { cause });
  }
}

function assertLibrary({ kind }: Device): void {
  const library = missingLibrary(kind);
  if (library !== undefined) throw new NetworkFailed(`${library} is not there`);
}

type Runtime = typeof OnnxRuntime;

async function importRuntime(): Promise<Runtime> {
  try {
    return await import('onnxruntime-node');
  } catch (cause) {
    throw new NetworkFailed(
      `ONNX networks need the package onnxruntime-node, which cannot be loaded (${firstLine(cause)}): install it.`,
      { cause },
    );
  }
}

type Provider = InferenceSession.ExecutionProviderConfig;

/** Each device's execution provider, in the runtime's words. */
const PROVIDERS: Readonly<Record<DeviceKind, (deviceId: number) => Provider>> = {
  cpu: () => 'cpu',
  cuda: (deviceId) => ({ name: 'cuda', deviceId }),
  tensorrt: (deviceId) => ({ name: 'tensorrt', deviceId }),
  webgpu: () => 'webgpu',
  coreml: () => 'coreml',
  directml: (deviceId) => ({ name: 'dml', deviceId }),
};

/** What the runtime would print as an error reaches us as an exception too. */
const FATAL_ONLY = 4;

const sessionOptions = (device: Device, threads: number | undefined): InferenceSession.SessionOptions => ({
  executionProviders: [PROVIDERS[device.kind](device.index)],
  ...(threads === undefined ? {} : { intraOpNumThreads: threads }),
  // Waiting threads that spin cost a third more CPU and nothing is won by it on a shared machine.
  extra: { session: { intra_op: { allow_spinning: '0' } } },
  logSeverityLevel: FATAL_ONLY,
});

interface Source {
  readonly path: string;
  readonly precision: Precision | undefined;
}

async function createSession(
  runtime: Runtime,
  { path, precision }: Source,
  options: InferenceSession.SessionOptions,
): Promise<InferenceSession> {
  try {
    if (precision === undefined) return await runtime.InferenceSession.create(path, options);
    const { toHalfPrecision } = await import('../onnx-file/half-precision.js');
    return await runtime.InferenceSession.create(toHalfPrecision(await readFile(path)), options);
  } catch (cause) {
    const reason = firstLine(cause).replaceAll(path, basename(path)); // folders are no client's business
    const advice = precision === undefined ? '' : ` Without the precision ${precision} it may be.`;
    throw new NetworkFailed(`The network ${basename(path)} cannot be loaded: ${reason}${advice}`, { cause });
  }
}

function networkOf(session: InferenceSession, runtime: Runtime): Network {
  const inputs = session.inputMetadata.map(portOf);
  const foreign = inputs.find(({ dtype }) => !isFloat(dtype));
  if (foreign !== undefined) {
    throw new NetworkFailed(
      `The network's input "${foreign.name}" takes ${foreign.dtype}; only float32 and float16 can be fed.`,
    );
  }
  const outputs = session.outputMetadata.map(portOf).filter(({ dtype }) => isFloat(dtype));
  if (outputs.length === 0) {
    throw new NetworkFailed(
      `The network gives no float32 or float16 scores, only ${given(session.outputMetadata.map(portOf))}.`,
    );
  }
  const wanted = outputs.map(({ name }) => name);
  let released: Promise<void> | undefined;
  return {
    inputs,
    outputs,
    async forward(feeds) {
      assertFeeds(inputs, feeds);
      const results = await run(session, onnxFeeds(feeds, inputs, runtime), wanted);
      return Object.fromEntries(wanted.map((name) => [name, tensorOf(results[name])]));
    },
    release: () => (released ??= session.release()),
  };
}

function portOf(value: InferenceSession.ValueMetadata): TensorPort {
  if (!value.isTensor) throw new NetworkFailed(`The network's "${value.name}" is no tensor.`);
  // The runtime gives a dimension without a name an empty one.
  const dims = value.shape.map((n) => (n === '' || (typeof n === 'number' && n < 0) ? '?' : n));
  return { name: value.name, dtype: value.type, dims };
}

function assertFeeds(inputs: readonly TensorPort[], feeds: Readonly<Record<string, Tensor>>): void {
  const known = new Set(inputs.map(({ name }) => name));
  const unknown = Object.keys(feeds).find((name) => !known.has(name));
  const missing = inputs.find(({ name }) => feeds[name] === undefined);
  if (unknown !== undefined)
    throw new NetworkFailed(`The network has no input "${unknown}"; it has ${given(inputs)}.`);
  if (missing !== undefined) throw new NetworkFailed(`The network's input "${missing.name}" was not fed.`);
}

const onnxFeeds = (
  feeds: Readonly<Record<string, Tensor>>,
  inputs: readonly TensorPort[],
  { Tensor }: Runtime,
): Record<string, OnnxTensor> =>
  Object.fromEntries(
    inputs.map(({ name, dtype }) => {
      const { data, dims } = feeds[name];
      return [
        name,
        dtype === 'float16'
          ? new Tensor('float16', toFloat16(data), dims)
          : new Tensor('float32', data, dims),
      ];
    }),
  );

async function run(session: InferenceSession, feeds: Record<string, OnnxTensor>, wanted: readonly string[]) {
  try {
    return await session.run(feeds, wanted);
  } catch (cause) {
    throw new NetworkFailed(`The network failed to run: ${firstLine(cause)}`, { cause });
  }
}

function tensorOf({ data, dims, type }: OnnxTensor): Tensor {
  if (type === 'float16' && ArrayBuffer.isView(data)) return makeTensor(dims, fromFloat16(bitsOf(data)));
  if (!(data instanceof Float32Array))
    throw new NetworkFailed(`The network gave ${type} instead of float32.`);
  return makeTensor(dims, data);
}

/** Where Node has a Float16Array the runtime gives that, and else the bits. */
const bitsOf = ({ buffer, byteOffset, byteLength }: ArrayBufferView): Uint16Array =>
  new Uint16Array(buffer, byteOffset, byteLength / Uint16Array.BYTES_PER_ELEMENT);

const isFloat = (dtype: string): boolean => dtype === 'float32' || dtype === 'float16';

const given = (ports: readonly TensorPort[]): string =>
  ports.map((p) => `"${p.name}" (${p.dtype})`).join(', ');

/** The runtime's errors need not be instances of this realm's Error. */
/** The runtime's own words, without the places in its sources that it likes to name. */
function firstLine(error: unknown): string {
  const message = typeof error === 'object' && error !== null && 'message' in error ? error.message : error;
  const [line] = String(message).split('\n', 1);
  return line.replaceAll(/\/onnxruntime_src\/\S+:\d+\s*/g, '').trim();
}
