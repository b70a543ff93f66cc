import { InvalidArgumentError, type Command } from 'commander';
import type { Clicks } from '@aiaa/annotator';
import type { VoxelPoint } from '@aiaa/volume';
import { parseSlice, parseSpatialSize } from './parse-options.js';
import { parsePoints } from './parse-points.js';

export interface ClickOptions {
  readonly foreground?: readonly VoxelPoint[];
  readonly background?: readonly VoxelPoint[];
  readonly clicks?: LabelClicks;
  readonly slice?: number;
  readonly spatialSize?: readonly number[];
}

type LabelClicks = ReadonlyMap<string, readonly VoxelPoint[]>;

/** The flags of every command that takes clicks. */
export const withClickOptions = (command: Command): Command =>
  command
    .option('--foreground <points>', 'clicks on what is meant', parsePoints)
    .option('--background <points>', 'clicks on what is not', parsePoints)
    .option(
      '--clicks <label=points>',
      'clicks on one label of a model that knows several; again for another',
      parseLabelClicks,
    )
    .option(
      '--slice <k>',
      'the slice that a model of slices looks at (default: the lowest with a click)',
      parseSlice,
    )
    .option(
      '--spatial-size <voxels>',
      "how large a crop around the clicks is to be, in place of the model's own: x,y or depth,x,y",
      parseSpatialSize,
    );

/** Undefined without any click. */
export function clicksOf({ clicks, slice, spatialSize, ...options }: ClickOptions): Clicks | undefined {
  const listOf = (name: 'foreground' | 'background') => [
    ...(options[name] ?? []),
    ...(clicks?.get(name) ?? []),
  ];
  const lists = {
    ...Object.fromEntries(clicks ?? []),
    foreground: listOf('foreground'),
    background: listOf('background'),
  };
  if (Object.values(lists).every(({ length }) => length === 0)) return undefined;
  return {
    lists,
    ...(slice === undefined ? {} : { slice }),
    ...(spatialSize === undefined ? {} : { spatialSize }),
  };
}

/** @throws InvalidArgumentError */
function parseLabelClicks(text: string, before: LabelClicks = new Map()): LabelClicks {
  const [label = '', ...rest] = text.split('=');
  if (label === '' || rest.length === 0)
    throw new InvalidArgumentError('Expected a label and its points, such as spleen=93,106,64.');
  return new Map([...before, [label, parsePoints(rest.join('='), before.get(label))]]);
}
