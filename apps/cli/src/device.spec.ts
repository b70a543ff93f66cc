import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { readImage, writeImage } from '@aiaa/imaging-io';
import { convNetwork } from '@aiaa/inference/testing';
import { makeVolume } from '@aiaa/volume';
import { OBLIQUE_AFFINES } from '@aiaa/volume/testing';
import { runProgram, type Run } from './testing/run-program.js';

jest.setTimeout(300_000);

const MAIN = fileURLToPath(new URL('../dist/main.js', import.meta.url));

/** Vulkan on the processor, which Debian's chromium brings, and what finds it, from Debian's libvulkan1. */
const SWIFTSHADER = '/usr/lib/chromium/libvk_swiftshader.so';
const VULKAN = '/usr/lib/x86_64-linux-gnu/libvulkan.so.1';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'aiaa-device-'));
  const size = [40, 32, 12] as const;
  const voxels = Int16Array.from(
    { length: size[0] * size[1] * size[2] },
    (_, at) => 900 * Math.sin(at * 0.013),
  );
  await writeImage(join(folder, 'scan.nii.gz'), makeVolume({ voxels, size, affine: OBLIQUE_AFFINES[0] }));
  const driver = { file_format_version: '1.0.0', ICD: { library_path: SWIFTSHADER, api_version: '1.0.5' } };
  await writeFile(join(folder, 'driver.json'), JSON.stringify(driver));
});
afterAll(() => rm(folder, { recursive: true }));

const segmentOn = (device: string, model: readonly string[] = ['-m', 'ct_tissue']): Promise<Run> =>
  runProgram(
    folder,
    process.execPath,
    [MAIN, 'segment', ...model, '--device', device, '-o', `${device}.nii.gz`, 'scan.nii.gz'],
    { VK_DRIVER_FILES: join(folder, 'driver.json') },
  );

/** With a model of four classes, whose network leaves open how many windows it takes. */
async function workspaceOf(args: object): Promise<string> {
  const model = join(folder, 'workspace', 'models', 'waves');
  await mkdir(model, { recursive: true });
  const config = {
    type: 'segmentation',
    labels: ['a', 'b', 'c'],
    pre_transforms: [{ name: 'ScaleIntensityd', args: { keys: 'image' } }],
    inference: { AIAA: { args: { scanning_window: true, roi: [16, 16, 8], ...args } } },
    post_transforms: [{ name: 'AsDiscreted', args: { keys: 'model', argmax: true } }],
  };
  await writeFile(join(model, 'config_aiaa.json'), JSON.stringify(config));
  await writeFile(join(model, 'model.onnx'), convNetwork({ classes: 4, dims: ['N', 1, 'X', 'Y', 'Z'] }));
  return join(folder, 'workspace');
}

const labelsOn = async (device: string) => (await readImage(join(folder, `${device}.nii.gz`))).volume.voxels;

describe('--device', () => {
  it('is refused with what there is, when it is none', async () => {
    const { code, stderr } = await segmentOn('gpu');
    expect(code).toBe(1);
    expect(stderr).toMatch(/"gpu" is no device: say auto, cpu, cuda/);
  });

  it('auto says nothing where there is no CUDA, and works', async () => {
    const { code, stderr } = await segmentOn('auto');
    expect([code, stderr]).toEqual([0, '']);
  });

  it.each([
    ['coreml', 'linux', /coreml:? ?.*cannot be used .*it is there on macOS alone/],
    ['directml', 'linux', /directml:0 cannot be used .*it is there on Windows alone/],
  ])('%s is refused with where it is, on %s', async (device, platform, sentence) => {
    if (process.platform !== platform) return expect(process.platform).not.toBe(platform);
    const { code, stderr } = await segmentOn(device);
    expect(code).not.toBe(0);
    expect(stderr.replaceAll(/\s+/g, ' ')).toMatch(sentence);
  });
});

const isThere = existsSync(SWIFTSHADER) && existsSync(VULKAN);
(isThere ? describe : describe.skip)(`WebGPU on the processor (needs ${SWIFTSHADER} and ${VULKAN})`, () => {
  it('finds the mask that the CPU finds', async () => {
    for (const device of ['cpu', 'webgpu']) expect((await segmentOn(device)).code).toBe(0);
    const [expected, found] = [await labelsOn('cpu'), await labelsOn('webgpu')];
    expect(new Set(expected).size).toBeGreaterThan(2);
    expect(found).toEqual(expected);
  });

  it('finds it too where windows are run by threes', async () => {
    const model = ['-m', 'waves', '--workspace', await workspaceOf({ batch_size: 3 })];
    for (const device of ['cpu', 'webgpu']) {
      expect(await segmentOn(device, model)).toMatchObject({ code: 0, stderr: '' });
    }
    const [expected, found] = [await labelsOn('cpu'), await labelsOn('webgpu')];
    expect(new Set(expected).size).toBeGreaterThan(2);
    expect(found).toEqual(expected);
  });

  it('has no half precision there, and says so', async () => {
    const model = ['-m', 'waves', '--workspace', await workspaceOf({ precision: 'float16' })];
    expect(await segmentOn('cpu', model)).toMatchObject({ code: 0, stderr: '' });
    const { code, stderr } = await segmentOn('webgpu', model);
    expect(code).not.toBe(0);
    expect(stderr).toMatch(/requires f16 but the device does not support it/);
  });
});
