import { Command } from 'commander';
import type { VoxelPoint } from '@aiaa/volume';
import { askModel } from '../ask-model.js';
import { clicksOf, withClickOptions, type ClickOptions } from '../click-options.js';
import { parsePoints } from '../parse-points.js';
import { POINTS_HELP } from '../points-help.js';
import { withRequestOptions, type RequestOptions } from '../request-options.js';

interface InferenceOptions extends RequestOptions, ClickOptions {
  readonly points?: readonly VoxelPoint[];
}

/** `aiaa inference --model NAME image.nii.gz`: a model of any type; one that classifies prints its scores. */
export const inferenceCommand = (): Command =>
  withRequestOptions(
    withClickOptions(
      new Command('inference')
        .description('run a model of any type; one that classifies prints its scores, all others need --out')
        .option('--points <points>', 'extreme points, two for each axis', parsePoints),
    ).addHelpText('after', POINTS_HELP),
  ).action(inference);

async function inference(paths: readonly string[], options: InferenceOptions): Promise<void> {
  const { points } = options;
  const clicks = clicksOf(options);
  const pointing = { ...(points && { points }), ...(clicks && { clicks }) };
  await askModel(paths, { kind: 'inference', ...pointing }, options);
}
