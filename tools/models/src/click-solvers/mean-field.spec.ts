import { describe, expect, it } from '@jest/globals';
import { runGraph } from './fixtures/run-graph.js';
import { meanField } from './mean-field.js';

const SIZE = [3, 4];
const DIMS = [1, 1, ...SIZE];

/** What a round makes of a probability, where no cell has an opinion of its own. */
const round = (brightness: readonly number[], probability: readonly number[]) =>
  runGraph(DIMS, probability, (maths, input) => {
    const agree = meanField(maths, maths.constant(DIMS, brightness), { size: SIZE, weight: 1, contrast: 20 });
    return { value: agree(input, maths.constant(DIMS, Array<number>(12).fill(0))).logit, dims: DIMS };
  });

const flat = Array<number>(12).fill(0.5);

describe('a round of the mean field', () => {
  it('hears the neighbours that share a face, and nothing beyond the border', async () => {
    const sure = await round(flat, Array<number>(12).fill(1));
    expect(sure.map(Math.round)).toEqual([2, 3, 3, 2, 3, 4, 4, 3, 2, 3, 3, 2]);
  });

  it('tells a lone cell to its four neighbours, and not around the corner of a row', async () => {
    const one = flat.map((_, at) => (at === 7 ? 1 : 0.5));
    expect((await round(flat, one)).map(Math.round)).toEqual([0, 0, 0, 1, 0, 0, 1, 0, 0, 0, 0, 1]);
  });

  it('hears less of a neighbour of another brightness: exp(-20 x 0.5 x 0.5)', async () => {
    const edge = flat.map((_, at) => (at % 4 < 2 ? 0 : 0.5));
    const heard = await round(edge, Array<number>(12).fill(1));
    expect(heard[5]).toBeCloseTo(3 + Math.exp(-5), 4);
    expect(heard[6]).toBeCloseTo(3 + Math.exp(-5), 4);
  });
});
