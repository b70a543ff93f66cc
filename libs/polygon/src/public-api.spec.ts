import { describe, expect, it } from '@jest/globals';

describe('the public surface', () => {
  it('of @aiaa/polygon', async () => {
    expect(Object.keys(await import('./index.js')).sort()).toEqual([
      'fixPolygons',
      'fixRing',
      'isMaskLike',
      'isSimple',
      'joinSlices',
      'maskToPolygons',
      'moveVertex',
      'neighbourhood',
      'packBorders',
      'packPolygons',
      'polygonsToMask',
      'propagateMove',
      'rasterizeRings',
      'ringArea',
      'ringContains',
      'ringWinding',
      'simplifyRing',
      'snapToEdges',
      'thinRing',
      'traceBorders',
      'traceSlices',
      'unpackSlices',
    ]);
  });
});
