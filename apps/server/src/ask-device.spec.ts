import { describe, expect, it } from '@jest/globals';
import { AnnotationFailed, type Annotator, type DeviceResult } from '@aiaa/annotator';
import { pino } from 'pino';
import { askDevice } from './ask-device.js';

const answering = (answer: () => Promise<Pick<DeviceResult, 'device' | 'reason'>>): Annotator => ({
  annotate: async () => ({ kind: 'device', timings: [], warnings: [], ...(await answer()) }),
  forget: () => undefined,
  retire: () => undefined,
  close: () => Promise.resolve(),
});

function ask(answer: () => Promise<Pick<DeviceResult, 'device' | 'reason'>>) {
  const lines: string[] = [];
  const log = pino({}, { write: (line: string) => void lines.push(JSON.parse(line).msg) });
  return { watch: askDevice(answering(answer), log), lines };
}

describe('askDevice', () => {
  it('does not know before a worker says so, and then tells the log', async () => {
    const { watch, lines } = ask(() => Promise.resolve({ device: 'cuda:0' }));
    expect(watch.current()).toBeUndefined();
    await watch.known;
    expect(watch.current()).toEqual({ device: 'cuda:0' });
    expect(lines).toEqual(['networks run on cuda:0']);
  });

  it('passes on why it is not a faster one', async () => {
    const { watch, lines } = ask(() => Promise.resolve({ device: 'cpu', reason: 'no CUDA: install it.' }));
    await watch.known;
    expect(watch.current()).toEqual({ device: 'cpu', reason: 'no CUDA: install it.' });
    expect(lines).toEqual(['networks run on cpu; no CUDA: install it.']);
  });

  it('lets who must have the device hear that it is not there', async () => {
    const missing = new AnnotationFailed({ tag: 'NetworkFailed', message: 'webgpu cannot be used' });
    const { watch, lines } = ask(() => Promise.reject(missing));
    await expect(watch.known).rejects.toBe(missing);
    expect([watch.current(), lines]).toEqual([undefined, []]);
  });
});
