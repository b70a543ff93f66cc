import { describe, expect, it } from '@jest/globals';
import { getEventListeners } from 'node:events';
import type { SegmentationRequest } from '../requests.js';
import { askAnnotator } from './ask-annotator.js';
import { expectFault } from './expect-fault.js';
import { FakeAnnotator } from './fake-annotator.js';

const REQUEST: SegmentationRequest = {
  kind: 'segmentation',
  model: { name: 'spleen', revision: '1', folder: '/models/spleen/1' },
  images: [{ path: '/tmp/image', name: 'ct.nii.gz' }],
  result: { extension: '.nrrd', compress: true },
  resultFolder: '/tmp/result',
};

describe('FakeAnnotator', () => {
  it('answers with an empty mask that lies in the result folder', async () => {
    await expect(askAnnotator(new FakeAnnotator(), REQUEST).answer).resolves.toEqual({
      kind: 'mask',
      file: '/tmp/result/result.nrrd',
      points: [],
      timings: [],
      warnings: [],
    });
  });

  it('follows its script, request by request, and keeps what it was asked', async () => {
    const annotator = new FakeAnnotator((_, count) =>
      count === 1
        ? { fault: { tag: 'UnfitImage', message: 'Too flat.' } }
        : { progress: [{ stage: 'reading' }] },
    );
    await expectFault(askAnnotator(annotator, REQUEST).answer, 'UnfitImage');
    const second = askAnnotator(annotator, REQUEST);
    await second.answer;
    expect(second.heard).toEqual([{ stage: 'reading' }]);
    expect(annotator.requests).toEqual([REQUEST, REQUEST]);
  });

  it('waits as long as its script says, and leaves no listener behind', async () => {
    let settle: (value: unknown) => void = () => undefined;
    const until = new Promise((resolve) => (settle = resolve));
    const { signal } = new AbortController();
    const answer = new FakeAnnotator(() => ({ until })).annotate(REQUEST, {
      signal,
      report: () => undefined,
    });
    const first = await Promise.race([
      answer,
      new Promise((resolve) => setTimeout(resolve, 10, 'still waiting')),
    ]);
    expect(first).toBe('still waiting');
    settle(undefined);
    await expect(answer).resolves.toMatchObject({ kind: 'mask' });
    expect(getEventListeners(signal, 'abort')).toHaveLength(0);
  });

  it('keeps which sessions it was told to let go', () => {
    const annotator = new FakeAnnotator();
    for (const session of ['a', 'b', 'a']) annotator.forget(session);
    expect(annotator.forgotten).toEqual(['a', 'b', 'a']);
  });

  it('says whether it was closed', async () => {
    const annotator = new FakeAnnotator();
    expect(annotator.closed).toBe(false);
    await annotator.close();
    expect(annotator.closed).toBe(true);
  });
});
