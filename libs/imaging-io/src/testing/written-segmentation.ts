import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { allocateLabels, makeLabelMap, type LabelMap } from '@aiaa/volume';
import type { SegmentationOptions, SegmentationParts } from '../dicom/segmentation/segmentation-parts.js';
import { writeSegmentation } from '../dicom/segmentation/write-segmentation.js';
import { readImage } from '../read-image.js';
import { parseSegmentation, type ParsedSegmentation } from './read-segmentation.js';
import type { TemporaryFolder } from './temporary-folder.js';

export interface WrittenSegmentation extends ParsedSegmentation {
  readonly bytes: Buffer;
  readonly warnings: readonly string[];
}

/** Writes a segmentation and reads it back. */
export async function writtenSegmentation(
  folder: TemporaryFolder,
  parts: SegmentationParts,
  options?: SegmentationOptions,
): Promise<WrittenSegmentation> {
  const path = join(folder.path, 'written.dcm');
  const { warnings } = await writeSegmentation(path, parts, options);
  const bytes = await readFile(path);
  return { ...parseSegmentation(bytes), bytes, warnings };
}

/** Labels on the grid that the files have as an image: those of `values` by turns, in no symmetrical order. */
export async function labelsOn(
  source: SegmentationParts['source'],
  values: readonly number[],
): Promise<LabelMap> {
  const { volume } = await readImage(source);
  const voxels = allocateLabels(volume, Math.max(...values));
  voxels.forEach((_, at) => (voxels[at] = values[((at * at) % 97) % values.length] ?? 0));
  return makeLabelMap(volume, voxels);
}
