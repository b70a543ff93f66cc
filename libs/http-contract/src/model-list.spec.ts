import { describe, expect, it } from '@jest/globals';
import type { ModelSummary } from '@aiaa/annotator';
import { decodeModelQuery, encodeModel, matchModels } from './model-list.js';
import type { Query } from './query.js';

const model = (name: string, parts: Partial<ModelSummary> = {}): ModelSummary => ({
  name,
  type: 'segmentation',
  labels: [],
  description: `the ${name} model`,
  version: '3',
  extra: {},
  ...parts,
});

const MODELS = [
  model('spleen', { labels: ['spleen'] }),
  model('abdomen', { labels: ['Liver', 'Spleen tumour'] }),
  model('clicks', { type: 'deepgrow', extra: { deepgrow: '3D' } }),
  model('edges', { type: 'annotation', labels: ['spleen', ''] }),
];

describe('decodeModelQuery', () => {
  it.each<[Query, object, string]>([
    [{}, {}, 'nothing asked'],
    [{ model: 'a' }, { model: 'a' }, 'one model'],
    [{ label: ' Spleen ', type: 'annotation' }, { label: 'Spleen', type: 'annotation' }, 'trimmed'],
    [{ label: '', type: '  ' }, {}, 'empty filters filter nothing'],
    [{ model: ['a', 'b'] }, { model: 'b' }, 'the last of two'],
    [{ update_ts: 'true' }, {}, 'unknown arguments are ignored'],
  ])('%j -> %j: %s', (query, expected) => {
    expect(decodeModelQuery(query)).toEqual(expected);
  });

  it('reads no argument off the prototype', () => {
    const query = Object.create({ model: 'inherited' });
    expect(decodeModelQuery(query)).toEqual({});
  });
});

describe('matchModels', () => {
  it.each<[object, string[], string]>([
    [{}, ['spleen', 'abdomen', 'clicks', 'edges'], 'no filter'],
    [{ label: 'SPLEEN' }, ['spleen', 'edges'], 'equality ignores case and beats a substring'],
    [{ label: 'liver' }, ['abdomen'], 'equality in any label of a model'],
    [{ label: 'tumour' }, ['abdomen'], 'the asked name within a label'],
    [{ label: 'left liver lobe' }, ['abdomen'], 'a label within the asked name; an empty label is in none'],
    [{ label: 'New label 1' }, [], 'nothing near'],
    [{ type: 'deepgrow' }, ['clicks'], 'by type'],
    [{ type: 'Annotation', label: 'spleen' }, ['edges'], 'both, whatever the case'],
    [
      { type: 'annotation', label: 'Spleen tumour' },
      ['edges'],
      'equality counts among the typed models alone',
    ],
    [{ type: 'unheard-of' }, [], 'a type nobody has'],
  ])('%j -> %j: %s', (query, expected) => {
    expect(matchModels(MODELS, query).map(({ name }) => name)).toEqual(expected);
  });
});

describe('encodeModel', () => {
  it('keeps the five fields and merges the extras flat', () => {
    const summary = model('edges', {
      type: 'annotation',
      labels: ['spleen'],
      extra: { padding: 20, roi: [64, 64, 64] },
    });
    expect(encodeModel(summary)).toEqual({
      name: 'edges',
      labels: ['spleen'],
      description: 'the edges model',
      version: '3',
      type: 'annotation',
      padding: 20,
      roi: [64, 64, 64],
    });
  });

  it('lets no extra override a field, and sends no null', () => {
    const extra = {
      version: 3,
      name: null,
      labels: { 1: 'x' },
      description: null,
      type: 'pipeline',
      padding: null,
    };
    expect(encodeModel(model('plain', { extra }))).toEqual({
      name: 'plain',
      labels: [],
      description: 'the plain model',
      version: '3',
      type: 'segmentation',
    });
  });
});
