import { describe, expect, it } from '@jest/globals';
import { FakeBackend, type FakeDevice } from '../fixtures/fake-backend.js';
import { NetworkFailed } from '../network-failed.js';
import { predictorOf } from '../predictor.js';
import { makeTensor } from '../tensor.js';
import { parseDevice, type DeviceKind } from './device.js';
import { openNetwork } from './open-network.js';
import { reportDevice } from './report-device.js';

const SLOW: FakeDevice = { milliseconds: 100 };
const FAST: FakeDevice = { milliseconds: 5 };

async function opened(choice: string, devices: Partial<Record<DeviceKind, FakeDevice>>) {
  const backend = new FakeBackend(devices);
  const warnings: string[] = [];
  const network = await openNetwork('model.onnx', {
    choice: parseDevice(choice),
    open: backend.open,
    now: backend.now,
    warn: (line) => warnings.push(line),
  });
  const before = backend.diary.length;
  const image = makeTensor([1, 1, 2, 4], new Float32Array(8).fill(3));
  const { scores } = await network.forward({ image });
  return { network, backend, warnings, scores, image, ran: backend.diary.slice(before) };
}

describe('auto', () => {
  it('takes CUDA when it gives the same numbers, and sooner, and lets the CPU go', async () => {
    const { ran, backend, warnings } = await opened('auto', { cpu: SLOW, cuda: FAST });
    expect(ran).toEqual(['run cuda']);
    expect(backend.diary).toContain('release cpu');
    expect(warnings).toEqual([]);
  });

  it.each<[string, FakeDevice | undefined, RegExp | undefined]>([
    ['is not there', undefined, undefined],
    ['gives other numbers', { ...FAST, score: (value) => 2 * value + 0.01 }, /cuda:0 it gives other numbers/],
    ['gives nothing that is a number', { ...FAST, score: () => NaN }, /other numbers/],
    ['takes longer', { milliseconds: 200 }, /it takes longer \(200 ms for a window, the CPU 100\)/],
    ['takes as long', SLOW, /takes longer/],
    ['fails', { ...FAST, failure: () => 'CUDA failure 35.' }, /it fails: CUDA failure 35/],
  ])('takes the CPU when CUDA %s', async (_, cuda, warning) => {
    const { ran, warnings, backend } = await opened('auto', { cpu: SLOW, ...(cuda && { cuda }) });
    expect(ran).toEqual(['run cpu']);
    expect(warnings).toHaveLength(warning === undefined ? 0 : 1);
    if (warning !== undefined) expect(warnings[0]).toMatch(warning);
    expect(backend.diary.filter((line) => line === 'release cuda')).toHaveLength(cuda === undefined ? 0 : 1);
  });

  it('does not mind the last digits', async () => {
    const cuda = { ...FAST, score: (value: number) => 2 * value + 5e-4 };
    expect((await opened('auto', { cpu: SLOW, cuda })).ran).toEqual(['run cuda']);
  });

  it('takes no other device, were it ever so fast', async () => {
    const { ran, backend } = await opened('auto', { cpu: SLOW, webgpu: FAST, tensorrt: FAST });
    expect(ran).toEqual(['run cpu']);
    expect(backend.diary).not.toContain('open webgpu');
  });

  it('lets CUDA go when the CPU cannot load the network', async () => {
    const backend = new FakeBackend({ cuda: FAST });
    const opening = openNetwork('x', { choice: 'auto', open: backend.open, warn: () => undefined });
    await expect(opening).rejects.toThrow('no library for cpu');
    expect(backend.diary).toEqual(['open cuda', 'release cuda']);
  });
});

describe('a device that was named', () => {
  it('is taken without a trial', async () => {
    const { backend } = await opened('webgpu', { cpu: FAST, webgpu: SLOW });
    expect(backend.diary).toEqual(['open webgpu', 'run webgpu']);
  });

  it('is refused with what to install when it is not there', async () => {
    const opening = opened('cuda:1', { cpu: FAST });
    await expect(opening).rejects.toThrow(NetworkFailed);
    await expect(opened('cuda:1', { cpu: FAST })).rejects.toThrow(
      /^cuda:1 cannot be used \(no library for cuda\): install .*ONNXRUNTIME_NODE_INSTALL=cuda12/,
    );
  });
});

describe('a device that is out of memory', () => {
  const words = [
    'CUDA failure 2: out of memory',
    'Failed to allocate memory for requested buffer',
    'BFCArena::Alloc',
  ];

  it.each(words)('has that window run on the CPU: %s', async (failure) => {
    const cuda = { ...FAST, failure: (run: number) => (run === 1 ? failure : undefined) };
    const { network, backend, warnings, scores, image, ran } = await opened('cuda', { cpu: SLOW, cuda });
    expect(ran).toEqual(['fail cuda', 'open cpu', 'run cpu']);
    expect(scores.data).toEqual(new Float32Array(8).fill(6));
    expect(warnings[0]).toMatch(/out of memory .*runs on the CPU/);
    await network.forward({ image });
    expect(backend.diary.at(-1)).toBe('run cuda');
    await network.release();
    expect(backend.diary.slice(-2)).toEqual(['release cuda', 'release cpu']);
  });

  it('has whoever asked see to that window, and to no other', async () => {
    const cuda = { ...FAST, failure: (run: number) => (run === 2 ? 'out of memory' : undefined) };
    const { network, backend, image } = await opened('cuda', { cpu: SLOW, cuda });
    const seen: string[] = [];
    const elsewhere = async <T>(run: () => Promise<T>): Promise<T> => {
      seen.push(backend.diary.at(-1) ?? '');
      const result = await run();
      seen.push(backend.diary.at(-1) ?? '');
      return result;
    };
    const predict = predictorOf(network);
    const { data } = await predict(image, elsewhere);
    await predict(image, elsewhere);
    expect(data).toEqual(new Float32Array(8).fill(6));
    expect(seen).toEqual(['open cpu', 'run cpu']);
  });

  it('opens the CPU once, however often', async () => {
    const cuda = { ...FAST, failure: () => 'out of memory' };
    const { network, backend, image } = await opened('cuda', { cpu: SLOW, cuda });
    await Promise.all([network.forward({ image }), network.forward({ image })]);
    expect(backend.diary.filter((line) => line === 'open cpu')).toHaveLength(1);
  });

  it('is no excuse for other failures', async () => {
    const cuda = { ...FAST, failure: () => 'the device was lost' };
    await expect(opened('cuda', { cpu: SLOW, cuda })).rejects.toThrow('the device was lost');
  });
});

describe('reportDevice', () => {
  const report = (choice: string, devices: Partial<Record<DeviceKind, FakeDevice>>) =>
    reportDevice(parseDevice(choice), new FakeBackend(devices).tryOut);

  it('names what there is, or says why not', async () => {
    expect(await report('auto', { cuda: FAST })).toEqual({ device: 'cuda:0' });
    expect(await report('auto', {})).toEqual({
      device: 'cpu',
      reason: expect.stringMatching(
        /^cuda:0 cannot be used \(no library for cuda\): install the NVIDIA driver/,
      ),
    });
    expect(await report('cpu', { cpu: SLOW })).toEqual({ device: 'cpu' });
    await expect(report('webgpu', { cpu: SLOW })).rejects.toThrow(/^webgpu cannot be used .* libvulkan1/);
  });
});
