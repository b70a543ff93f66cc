import { describe, expect, it } from '@jest/globals';
import type { AnnotationRequest } from '@aiaa/annotator';
import { FakeAnnotator } from '@aiaa/annotator/testing';
import { openWhenAsked } from './open-when-asked.js';
import { shareWork } from './share-work.js';

const watch = { signal: new AbortController().signal, report: () => undefined };
const image = { images: [], resultFolder: '/tmp/results' };
const model = { name: 'm', revision: '1', folder: '/models/m' };
const result = { extension: '.nii.gz', compress: true } as const;
const source = { kind: 'http', url: 'http://pacs.example/ct.zip' } as const;

const REQUESTS: readonly (readonly ['networks' | 'files', AnnotationRequest])[] = [
  ['networks', { kind: 'segmentation', model, result, ...image }],
  ['networks', { kind: 'deepgrow', model, result, clicks: { lists: {} }, session: 's', ...image }],
  ['networks', { kind: 'inspection', session: 's', ...image }],
  ['networks', { kind: 'mask-to-polygons', morePoints: 0, session: 's', ...image }],
  ['files', { kind: 'inspection', ...image }],
  ['files', { kind: 'mask-to-polygons', morePoints: 0, ...image }],
  ['files', { kind: 'fetch', source, resultFolder: '/tmp/results' }],
];

describe('shareWork', () => {
  it.each(REQUESTS)('%s: %j', async (crew, request) => {
    const crews = { networks: new FakeAnnotator(), files: new FakeAnnotator() };
    await shareWork(crews).annotate(request, watch);
    expect(crews[crew].requests).toEqual([request]);
    expect(crews.networks.requests.length + crews.files.requests.length).toBe(1);
  });

  it('tells both to forget, and closes both', async () => {
    const crews = { networks: new FakeAnnotator(), files: new FakeAnnotator() };
    const shared = shareWork(crews);
    shared.forget('s');
    await shared.close();
    for (const { forgotten, closed } of Object.values(crews))
      expect([forgotten, closed]).toEqual([['s'], true]);
  });
});

describe('openWhenAsked', () => {
  const request = REQUESTS[4][1];
  const lazy = () => {
    const opened: FakeAnnotator[] = [];
    const open = () => {
      opened.push(new FakeAnnotator());
      return Promise.resolve(opened[0]);
    };
    return { annotator: openWhenAsked(open), opened };
  };

  it('opens nothing until a request comes, and then once', async () => {
    const { annotator, opened } = lazy();
    annotator.forget('s');
    expect(opened).toHaveLength(0);
    await Promise.all([annotator.annotate(request, watch), annotator.annotate(request, watch)]);
    expect(opened).toHaveLength(1);
    expect(opened[0].requests).toHaveLength(2);
  });

  it('closes what it has opened, and opens nothing after that', async () => {
    const { annotator, opened } = lazy();
    await annotator.annotate(request, watch);
    await annotator.close();
    await annotator.close();
    expect(opened[0].closed).toBe(true);
    const idle = lazy();
    await idle.annotator.close();
    await expect(idle.annotator.annotate(request, watch)).rejects.toMatchObject({
      fault: { tag: 'Stopping' },
    });
    expect(idle.opened).toHaveLength(0);
  });

  it('says why it cannot be opened', async () => {
    const annotator = openWhenAsked(() => Promise.reject(new Error('no entry')));
    await expect(annotator.annotate(request, watch)).rejects.toThrow('no entry');
    await annotator.close();
  });
});
