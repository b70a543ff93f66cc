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

  it('minds fewer digits of half precision, which has no more', async () => {
    const half = (error: number): FakeDevice => ({
      ...FAST,
      dtype: 'float16',
      score: (value) => 2 * value + error,
    });
    const cpu = { ...SLOW, dtype: 'float16' };
    expect((await opened('auto', { cpu, cuda: half(5e-3) })).ran).toEqual(['run cuda']);
    expect((await opened('auto', { cpu, cuda: half(0.2) })).ran).toEqual(['run cpu']);
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

  const batchOf = (windows: number) => {
    const data = Float32Array.from({ length: windows * 8 }, (_, at) => at);
    return { batch: makeTensor([windows, 1, 2, 4], data), doubled: data.map((value) => 2 * value) };
  };
  const holding = (room: number): FakeDevice => ({
    ...FAST,
    batch: 'N',
    failure: (_, windows) => (windows > room ? 'out of memory' : undefined),
  });

  it.each<[number, number, string[]]>([
    [4, 4, ['run cuda by 4']],
    [2, 4, ['fail cuda by 4', 'run cuda by 2', 'run cuda by 2']],
    [3, 4, ['fail cuda by 4', 'run cuda by 2', 'run cuda by 2']],
    [1, 3, ['fail cuda by 3', 'fail cuda by 2', 'run cuda', 'run cuda', 'run cuda']],
    [0, 2, ['fail cuda by 2', 'fail cuda', 'open cpu', 'run cpu', 'fail cuda', 'run cpu']],
  ])('and has room for %i windows, given %i: halves what runs at once', async (room, windows, expected) => {
    const backend = new FakeBackend({ cpu: { ...SLOW, batch: 'N' }, cuda: holding(room) });
    const warn = () => undefined;
    const network = await openNetwork('x', { choice: parseDevice('cuda'), open: backend.open, warn });
    const { batch, doubled } = batchOf(windows);
    expect(network.takesBatches).toBe(true);
    const { scores } = await network.forward({ image: batch });
    expect(scores).toEqual(makeTensor(batch.dims, doubled));
    expect(backend.diary.slice(1)).toEqual(expected);
  });

  it('remembers how many windows there is room for, and says it once', async () => {
    const backend = new FakeBackend({ cpu: SLOW, cuda: holding(2) });
    const warnings: string[] = [];
    const network = await openNetwork('x', {
      choice: parseDevice('cuda'),
      open: backend.open,
      warn: (line) => warnings.push(line),
    });
    await network.forward({ image: batchOf(5).batch });
    const before = backend.diary.length;
    const { batch, doubled } = batchOf(5);
    const { scores } = await network.forward({ image: batch });
    expect(scores.data).toEqual(doubled);
    expect(backend.diary.slice(before)).toEqual(['run cuda by 2', 'run cuda by 2', 'run cuda']);
    expect(warnings).toEqual([
      'The device is out of memory for 5 windows at once; from now on 3 are run.',
      'The device is out of memory for 3 windows at once; from now on 2 are run.',
    ]);
  });

  it.each<[string, Partial<Record<DeviceKind, FakeDevice>>, string]>([
    ['the CPU', { cpu: { ...SLOW, batch: 'N' } }, 'cpu'],
    ['a network made for one window', { cuda: FAST, cpu: SLOW }, 'cuda'],
  ])('%s takes no batches', async (_, devices, choice) => {
    const { network } = await opened(choice, devices);
    expect(predictorOf(network).takesBatches).toBe(false);
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
