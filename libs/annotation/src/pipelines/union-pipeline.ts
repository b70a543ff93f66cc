import { allocateLabels, makeLabelMap } from '@aiaa/volume';
import type { LoadedNetwork } from '../network-cache.js';
import type { Pipeline } from './pipeline.js';

/**
 * Runs several models over one image, and puts their labels into one map: those of a model follow those of the
 * models before it, and a voxel that several claim belongs to the first (Clara Train's example of a pipeline unites
 * masks without telling them apart).
 */
export const unionPipeline: Pipeline = async ({ parts, run, task }) => {
  const { volume } = task.image;
  const united = allocateLabels(
    volume,
    parts.map(labelCount).reduce((sum, count) => sum + count, 0),
  );
  let before = 0;
  for (const part of parts) {
    const { mask } = await run(part, task);
    const count = labelCount(part);
    for (let at = 0; at < united.length; at++) {
      const label = mask.voxels[at];
      if (label > 0 && united[at] === 0) united[at] = before + Math.min(label, count);
    }
    before += count;
  }
  return makeLabelMap(volume, united);
};

/** A model that names none of its labels has one. */
const labelCount = ({ config }: LoadedNetwork): number => Math.max(config.labels.length, 1);
