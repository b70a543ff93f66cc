import { join } from 'node:path';
import { readImage } from '@aiaa/imaging-io';
import { allocateLabels, makeLabelMap, sameSize, type LabelMap, type Volume } from '@aiaa/volume';
import { extremePoints } from '@aiaa/transforms';

export interface LabelledObject {
  readonly name: string;
  readonly mask: LabelMap;
}

export interface LabelledImage {
  readonly image: Volume;
  /** How many labels were left out: too small or too flat. */
  readonly leftOut: number;
  readonly objects: readonly LabelledObject[];
}

/** An image and its labels, below a folder of test data. */
export interface Pair {
  readonly name: string;
  readonly image: string;
  readonly labels: string;
  /** These labels; absent: all of them. */
  readonly only?: readonly number[];
}

const TOTAL = 'labels/wasserth+TotalSegmentator';
const SPINE = 'labels/spinalcordtoolbox+sct_testing_data';
const MONAI = 'labels/Project-MONAI+MONAI/tests/testing_data';

export const PAIRS: readonly Pair[] = [
  { name: 'ct', image: `${TOTAL}/example_ct_sm.nii.gz`, labels: `${TOTAL}/example_seg.nii.gz` },
  { name: 'mr', image: `${TOTAL}/example_mr_sm.nii.gz`, labels: `${TOTAL}/example_seg_mr.nii.gz` },
  { name: 'cord-t2', image: `${SPINE}/t2/t2.nii.gz`, labels: `${SPINE}/t2/t2_seg-manual.nii.gz` },
  { name: 'cord-t1', image: `${SPINE}/t1/t1w.nii.gz`, labels: `${SPINE}/t1/t1w_seg-manual.nii.gz` },
  { name: 'cord-t2s', image: `${SPINE}/t2s/t2s.nii.gz`, labels: `${SPINE}/t2s/t2s_seg-deepseg.nii.gz` },
  { name: 'grey-t2s', image: `${SPINE}/t2s/t2s.nii.gz`, labels: `${SPINE}/t2s/t2s_gmseg_manual.nii.gz` },
  {
    name: 'head',
    image: `${MONAI}/anatomical.nii`,
    labels: `${MONAI}/anatomical_label.nii.gz`,
  },
  {
    name: 'head-moved',
    image: `${MONAI}/reoriented_anat_moved.nii`,
    labels: `${MONAI}/reoriented_anat_moved_label.nii.gz`,
  },
  {
    name: 'flair',
    image: 'nifti/niivue+niivue/FLAIR.nii.gz',
    labels: 'nifti/niivue+niivue/lesion.nii.gz',
  },
];

/** Smaller ones, and flatter ones, are not what clicks are for. */
const LEAST_VOXELS = 300;
const LEAST_EXTENT = 4;

/** Each label of a pair, or each of some of them, as an object of its own. */
export async function labelledObjects(
  data: string,
  { name, image, labels, only }: Pair,
): Promise<LabelledImage> {
  const read = async (path: string) => (await readImage({ path: join(data, path) })).volume;
  const [volume, map] = [await read(image), await read(labels)];
  if (!sameSize(volume.size, map.size)) throw new Error(`${name}: labels of another size than the image.`);
  const isWanted = (label: number) => label > 0 && (only?.includes(label) ?? true);
  const counts = new Map<number, number>();
  for (const label of map.voxels) counts.set(label, (counts.get(label) ?? 0) + 1);
  const wanted = [...counts].filter(([label]) => isWanted(label));
  const all = wanted
    .filter(([, count]) => count >= LEAST_VOXELS)
    .toSorted(([a], [b]) => a - b)
    .map(([label]) => ({ name: `${name} ${label}`, mask: oneLabel(map, label) }));
  const objects = all.filter(({ mask }) => leastExtent(mask) >= LEAST_EXTENT);
  return { image: volume, objects, leftOut: wanted.length - objects.length };
}

function oneLabel(map: Volume, label: number): LabelMap {
  const voxels = allocateLabels(map, 1);
  for (let at = 0; at < voxels.length; at++) if (map.voxels[at] === label) voxels[at] = 1;
  return makeLabelMap(map, voxels);
}

function leastExtent(mask: LabelMap): number {
  const points = extremePoints(mask);
  const along = (axis: 0 | 1 | 2) => Math.abs(points[2 * axis + 1][axis] - points[2 * axis][axis]) + 1;
  return Math.min(along(0), along(1), along(2));
}
