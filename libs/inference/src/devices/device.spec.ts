import { describe, expect, it } from '@jest/globals';
import { DEVICE_KINDS, formatDevice, parseDevice } from './device.js';
import { HOW_TO_GET } from './how-to-get.js';

describe('parseDevice', () => {
  it.each([
    ['auto', 'auto'],
    ['cpu', { kind: 'cpu', index: 0 }],
    ['cuda', { kind: 'cuda', index: 0 }],
    ['cuda:1', { kind: 'cuda', index: 1 }],
    ['tensorrt:12', { kind: 'tensorrt', index: 12 }],
    ['webgpu', { kind: 'webgpu', index: 0 }],
  ])('%s', (text, device) => {
    expect(parseDevice(text)).toEqual(device);
  });

  it.each(['', 'gpu', 'CUDA', 'cuda:', 'cuda:-1', 'cuda:1.5', 'cuda:1:2', 'cuda:100', ' cuda', 'auto:0'])(
    'refuses %j and says what there is',
    (text) => {
      expect(() => parseDevice(text)).toThrow(/is no device: say auto, cpu, cuda, tensorrt, webgpu/);
    },
  );

  it('refuses a number where there is one alone', () => {
    expect(() => parseDevice('cpu:0')).toThrow('There is only one cpu: leave out ":0".');
  });

  it('reads what formatDevice writes', () => {
    for (const kind of DEVICE_KINDS) {
      expect(parseDevice(formatDevice({ kind, index: 0 }))).toEqual({ kind, index: 0 });
      expect(HOW_TO_GET[kind]).not.toBe('');
    }
    expect(formatDevice({ kind: 'cuda', index: 3 })).toBe('cuda:3');
  });
});
