import type { MaskResult, Progress, SegmentationRequest } from '@aiaa/annotator';
import { expectFault } from '@aiaa/annotator/testing';
import { describe, expect, it } from '@jest/globals';
import { getEventListeners } from 'node:events';
import { Job } from './job.js';
import { overloaded } from './pool-faults.js';

const REQUEST: SegmentationRequest = {
  kind: 'segmentation',
  model: { name: 'spleen', revision: '1', folder: '/models/spleen/1' },
  images: [{ path: '/tmp/image', name: 'ct.nii.gz' }],
  result: { extension: '.nii.gz', compress: true },
  resultFolder: '/tmp/result',
};
const RESULT: MaskResult = {
  kind: 'mask',
  file: '/tmp/result/mask',
  points: [],
  timings: [],
  warnings: [],
};

function jobWith(report: (progress: Progress) => void = () => undefined) {
  const controller = new AbortController();
  const job = new Job(REQUEST, { signal: controller.signal, report });
  let letGo = 0;
  job.holdBy(() => (letGo += 1));
  return { job, controller, letGo: () => letGo };
}

describe('Job', () => {
  it.each<[end: string, settle: (job: Job, controller: AbortController) => void]>([
    ['its answer', (job) => job.resolve(RESULT)],
    ['a failure', (job) => job.reject(overloaded(1))],
    ['the signal', (_, controller) => controller.abort()],
  ])('is settled by %s: once, let go, and deaf to the signal', async (_end, settle) => {
    const { job, controller, letGo } = jobWith();
    settle(job, controller);
    const first = await job.answer.catch((error: unknown) => error);
    job.resolve({ ...RESULT, file: 'another' });
    job.reject(overloaded(2));
    expect(await job.answer.catch((error: unknown) => error)).toBe(first);
    expect(job.settled).toBe(true);
    expect(letGo()).toBe(1);
    expect(getEventListeners(controller.signal, 'abort')).toHaveLength(0);
  });

  it('is settled at birth when nobody waits already', async () => {
    const job = new Job(REQUEST, { signal: AbortSignal.abort(), report: () => undefined });
    expect(job.settled).toBe(true);
    await expectFault(job.answer, 'Cancelled');
  });

  it('reports nothing once it is settled', () => {
    const heard: Progress[] = [];
    const { job } = jobWith((progress) => heard.push(progress));
    job.moved(2);
    job.resolve(RESULT);
    job.report({ stage: 'reading' });
    expect(heard).toEqual([{ stage: 'queued', position: 2 }]);
  });

  it('fails by a listener that throws, with what he threw as the cause', async () => {
    const bug = new Error('a bug of the listener');
    const { job, letGo } = jobWith(() => {
      throw bug;
    });
    job.report({ stage: 'reading' });
    await expect(job.answer).rejects.toMatchObject({ fault: { tag: 'Internal' }, cause: bug });
    expect(letGo()).toBe(1);
  });
});
