import { describe, expect, it } from '@jest/globals';
import { ANNOTATION, DEEPGROW_2D, DEEPGROW_3D, DEEPEDIT } from './fixtures/click-models.js';
import type { ModelConfig, PipelineConfig } from './model-config.js';
import { pipelineParts, type FoundModel } from './pipeline-parts.js';

const ready = (name: string, config: ModelConfig): readonly [string, FoundModel] => [
  name,
  { kind: 'ready', reference: { name, revision: 'r', folder: `/models/${name}` }, config },
];

const FOUND = new Map<string, FoundModel>([
  ready('flat', DEEPGROW_2D),
  ready('deep', DEEPGROW_3D),
  ready('edit', DEEPEDIT),
  ready('points', ANNOTATION),
  ready('auto', { ...DEEPEDIT, type: 'segmentation' }),
  ready('slices', { ...DEEPGROW_2D, type: 'others' }),
  ready('xray', { ...DEEPEDIT, type: 'classification' }),
]);

const pipeline = (run: PipelineConfig['run'], models: readonly string[]): PipelineConfig => ({
  type: 'pipeline',
  run,
  models,
  labels: [],
  description: '',
  version: '1',
  extra: {},
  post: [],
});

describe('the parts of a pipeline', () => {
  it.each([
    ['deepgrow', ['flat', 'deep']],
    ['deepgrow', ['edit', 'flat']],
    ['union', ['auto']],
    ['union', ['auto', 'points', 'edit']],
  ] as const)('of %s may be %j', (run, models) => {
    expect(Object.entries(pipelineParts(pipeline(run, models), FOUND))).toEqual(
      models.map((name) => [name, { name, revision: 'r', folder: `/models/${name}` }]),
    );
  });

  it.each([
    [
      'deepgrow',
      ['deep', 'edit'],
      /^inference: of deep and edit, one must take slices \(Fetch2DSlice\), the other/,
    ],
    [
      'deepgrow',
      ['flat', 'auto'],
      /^inference: the pipeline runs auto, which is of type segmentation, not deepgrow/,
    ],
    [
      'deepgrow',
      ['slices', 'deep'],
      /^inference: the pipeline runs slices, which is of type others, not deepgrow/,
    ],
    [
      'union',
      ['auto', 'xray'],
      /^inference: the pipeline runs xray, .* classification, not one that gives masks/,
    ],
  ] as const)('of %s may not be %j', (run, models, message) => {
    expect(() => pipelineParts(pipeline(run, models), FOUND)).toThrow(
      expect.objectContaining({ tag: 'MalformedModelConfig', message: expect.stringMatching(message) }),
    );
  });
});
