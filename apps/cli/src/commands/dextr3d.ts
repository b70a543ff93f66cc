import { Command } from 'commander';
import type { VoxelPoint } from '@aiaa/volume';
import { askModel } from '../ask-model.js';
import { parsePoints } from '../parse-points.js';
import { POINTS_HELP } from '../points-help.js';
import { withRequestOptions, type RequestOptions } from '../request-options.js';
import { UsageProblem } from '../usage-problem.js';

interface Dextr3dOptions extends RequestOptions {
  readonly points: readonly VoxelPoint[];
}

/** Two for each axis. */
const FEWEST = 6;

/** `aiaa dextr3d --model NAME --points "..." --out mask.nii.gz image.nii.gz`: what lies between extreme points. */
export const dextr3dCommand = (): Command =>
  withRequestOptions(
    new Command('dextr3d')
      .description('segment what lies between extreme points, two for each axis')
      .requiredOption('--points <points>', 'where it begins and ends along x, y and z', parsePoints)
      .addHelpText('after', POINTS_HELP),
  ).action(dextr3d);

async function dextr3d(paths: readonly string[], options: Dextr3dOptions): Promise<void> {
  const { points } = options;
  if (points.length < FEWEST)
    throw new UsageProblem(
      `Extreme points are at least ${FEWEST}, two for each axis: where the structure begins and ends along x, y ` +
        `and z. There are ${points.length} here.`,
    );
  await askModel(paths, { kind: 'dextr3d', points }, options);
}
