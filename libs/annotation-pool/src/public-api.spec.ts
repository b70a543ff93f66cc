import { expect, it } from '@jest/globals';

it('exports what makes an annotator of workers, and types', async () => {
  expect(Object.keys(await import('./index.js')).sort()).toEqual([
    'openAnnotationPool',
    'openWhenAsked',
    'shareWork',
  ]);
});
