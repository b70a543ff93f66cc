import { expect, it } from '@jest/globals';

it('exports the opening of a pool, and types', async () => {
  expect(Object.keys(await import('./index.js')).sort()).toEqual(['openAnnotationPool']);
});
