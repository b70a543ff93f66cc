import { looksAtSlice, MalformedModelConfig } from '@aiaa/models';
import { addGuidance, buildChain, makeStep, spatialCrop, type SpatialStep } from '@aiaa/transforms';
import {
  allocateLabels,
  labelMapOf,
  makeLabelMap,
  voxelIndex,
  type LabelMap,
  type Volume,
  type VoxelIndex,
} from '@aiaa/volume';
import { nearestOnGrid } from '../nearest-on-grid.js';
import type { LoadedNetwork } from '../network-cache.js';
import type { Pipeline, PipelineRun } from './pipeline.js';
import { sliceOf } from '../slice-of.js';
import type { Task } from '../task.js';
import { seedPoints } from './seed-points.js';

/**
 * DeepGrow in three dimensions, then in two on each slice of what it found, where points inside that are the clicks
 * (NVIDIA's DeepGrow 3D+2D pipeline, MONAI Label's InferDeepgrowPipeline). The clicks of the user count on their own
 * slices too, and what the second model finds replaces what the first did. Slices lie as the second model's chain
 * turns the image.
 * @throws MalformedModelConfig unless one model is of slices and one of volumes
 */
export const deepgrowPipeline: Pipeline = async ({ parts, run, task }) => {
  const { slices, volumes } = tellApart(parts);
  const rough = (await run(volumes, task)).mask;
  const turn = buildChain(slices.config.pre.filter(({ kind }) => kind === 'orientation'));
  const turned = turn(task.image.volume);
  const { volume } = turned;
  const clicks = listsOn(turned, task);
  const roughly = labelMapOf(turn(rough).volume);
  const fine = allocateLabels(volume, 1);
  const [width, height, depth] = volume.size;
  for (let z = 0; z < depth; z++) {
    const lists = listsFor(sliceOf(roughly, z), { z, clicks });
    if (lists !== undefined)
      fine.set(await refine(slices, { run, task, image: cutSlice(volume, z), lists }), z * width * height);
    task.report({ stage: 'running', windowsDone: z + 1, windows: depth });
  }
  return turned.restore(makeLabelMap(volume, fine));
};

function tellApart(parts: readonly LoadedNetwork[]) {
  const isDeepgrow = parts.every(({ config }) => config.type === 'deepgrow');
  const slices = parts.find(({ config }) => looksAtSlice(config));
  const volumes = parts.find(({ config }) => !looksAtSlice(config));
  if (isDeepgrow && slices !== undefined && volumes !== undefined) return { slices, volumes };
  throw new MalformedModelConfig(
    'inference',
    'a pipeline of DeepGrow runs two models of type deepgrow, one of slices and one of volumes.',
  );
}

type Lists = Readonly<Record<'foreground' | 'background', readonly VoxelIndex[]>>;

/** The user's clicks, on the image as it is turned. */
function listsOn({ maps, volume }: SpatialStep, { image, pointing }: Task): Lists {
  const named = (name: string) => pointing.clicks?.lists[name] ?? [];
  const onImage = (name: string) => named(name).map((point) => nearestOnGrid(point, image.volume.size));
  const { guidance } = addGuidance(makeStep(volume, maps), [onImage('foreground'), onImage('background')]);
  return { foreground: guidance[0], background: guidance[1] };
}

interface Slice {
  readonly z: number;
  readonly clicks: Lists;
}

/** The clicks on a slice, as it lies by itself; undefined when nothing says that there is something on it. */
function listsFor(rough: LabelMap, { z, clicks }: Slice): Lists | undefined {
  const own = (list: readonly VoxelIndex[]) =>
    list.filter((click) => click[2] === z).map(([x, y]) => voxelIndex(x, y, 0));
  const foreground = [...seedPoints(rough), ...own(clicks.foreground)];
  return foreground.length === 0 ? undefined : { foreground, background: own(clicks.background) };
}

interface SliceTask extends Pick<PipelineRun, 'run' | 'task'> {
  readonly image: Task['image'];
  readonly lists: Lists;
}

/** A slice is an image of its own: of it nothing is kept, and nothing told. */
async function refine(
  part: LoadedNetwork,
  { run, task, image, lists }: SliceTask,
): Promise<LabelMap['voxels']> {
  const { timings, signal } = task;
  const pointing = { clicks: { lists } };
  return (await run(part, { image, pointing, timings, signal, report: () => undefined })).mask.voxels;
}

const cutSlice = (volume: Volume, z: number): Task['image'] => ({
  volume: spatialCrop({ start: [0, 0, z], end: [volume.size[0], volume.size[1], z + 1] })(volume).volume,
});
