import { existsSync, readdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import type { DeviceKind } from '../devices/device.js';

/** What onnxruntime-node loads for these devices, which lies beside its own library once somebody has added it. */
const ADDED: Readonly<Partial<Record<DeviceKind, string>>> = {
  cuda: 'onnxruntime_providers_cuda',
  tensorrt: 'onnxruntime_providers_tensorrt',
};

/**
 * Which library is not there that a device needs, if one is not. The runtime finds that out as well, and prints it in
 * red whoever asked.
 */
export function missingLibrary(kind: DeviceKind, root = runtimeFolder()): string | undefined {
  const name = ADDED[kind];
  if (name === undefined || root === undefined) return undefined;
  const file = process.platform === 'win32' ? `${name}.dll` : `lib${name}.so`;
  const bin = join(root, 'bin');
  const versions = existsSync(bin) ? readdirSync(bin) : [];
  const isThere = versions.some((version) =>
    existsSync(join(bin, version, process.platform, process.arch, file)),
  );
  return isThere ? undefined : file;
}

function runtimeFolder(): string | undefined {
  try {
    return dirname(dirname(createRequire(import.meta.url).resolve('onnxruntime-node')));
  } catch {
    return undefined; // whoever loads it says so
  }
}
