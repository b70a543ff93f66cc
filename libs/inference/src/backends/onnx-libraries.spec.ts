import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from '@jest/globals';
import { CPU } from '../devices/device.js';
import { missingLibrary } from './onnx-libraries.js';
import { tryOnnxDevice } from './onnx.js';

it('finds what was added for a device, under whatever version of the binding', async () => {
  const root = await mkdtemp(join(tmpdir(), 'aiaa-runtime-'));
  try {
    expect(missingLibrary('cpu', root)).toBeUndefined();
    const missing = missingLibrary('cuda', root);
    expect(missing).toMatch(/onnxruntime_providers_cuda\.(so|dll)$/);
    const folder = join(root, 'bin', 'napi-v9', process.platform, process.arch);
    await mkdir(folder, { recursive: true });
    await writeFile(join(folder, String(missing)), '');
    expect(missingLibrary('cuda', root)).toBeUndefined();
    expect(missingLibrary('tensorrt', root)).toMatch(/tensorrt/);
  } finally {
    await rm(root, { recursive: true });
  }
});

it('finds the CPU, with the runtime itself', async () => {
  await expect(tryOnnxDevice(CPU)).resolves.toBeUndefined();
});
