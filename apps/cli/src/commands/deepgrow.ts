import { Command } from 'commander';
import { askModel } from '../ask-model.js';
import { clicksOf, withClickOptions, type ClickOptions } from '../click-options.js';
import { POINTS_HELP } from '../points-help.js';
import { withRequestOptions, type RequestOptions } from '../request-options.js';
import { UsageProblem } from '../usage-problem.js';

/** `aiaa deepgrow --model NAME --foreground x,y,z --out mask.nii.gz image.nii.gz`: what clicks point at. */
export const deepgrowCommand = (): Command =>
  withRequestOptions(
    withClickOptions(new Command('deepgrow').description('segment what clicks point at')).addHelpText(
      'after',
      POINTS_HELP,
    ),
  ).action(deepgrow);

async function deepgrow(paths: readonly string[], options: RequestOptions & ClickOptions): Promise<void> {
  const clicks = clicksOf(options);
  if (clicks === undefined)
    throw new UsageProblem('There is no click: name a voxel at least, as --foreground 93,106,64.');
  await askModel(paths, { kind: 'deepgrow', clicks }, options);
}
