import { voxelPoint, voxelToWorld, type Vector3, type Volume } from '@aiaa/volume';
import dicomParser, { type DataSet } from 'dicom-parser';

/** A segmentation as dicom-parser reads it: the frames in their order. */
export interface ParsedSegmentation {
  readonly dataSet: DataSet;
  readonly segments: readonly DataSet[];
  readonly frames: readonly ParsedFrame[];
}

export interface ParsedFrame {
  readonly segment: number;
  readonly position: Vector3;
  readonly dimensions: readonly number[];
  /** Of the source. */
  readonly sopClassUid: string;
  readonly sopInstanceUid: string;
  readonly frameNumber: number | undefined;
  /** x fastest: 0 or 1. */
  readonly bits: readonly number[];
}

/** Reads a segmentation apart from the product, to check it. */
export function parseSegmentation(bytes: Uint8Array): ParsedSegmentation {
  const dataSet = dicomParser.parseDicom(bytes);
  const [rows, columns] = [dataSet.uint16('x00280010') ?? 0, dataSet.uint16('x00280011') ?? 0];
  const pixels = dataSet.elements['x7fe00010'];
  const bitAt = (bit: number): number =>
    ((bytes[(pixels?.dataOffset ?? NaN) + Math.floor(bit / 8)] ?? 0) >> (bit % 8)) & 1;
  const voxels = rows * columns;
  return {
    dataSet,
    segments: itemsOf(dataSet, 'x00620002'),
    frames: itemsOf(dataSet, 'x52009230').map((frame, at) => {
      const source = firstOf(firstOf(frame, 'x00089124'), 'x00082112');
      return {
        segment: firstOf(frame, 'x0062000a').uint16('x0062000b') ?? 0,
        position: numbersOf(firstOf(frame, 'x00209113'), 'x00200032') as unknown as Vector3,
        dimensions: [0, 1].map((i) => firstOf(frame, 'x00209111').uint32('x00209157', i) ?? 0),
        sopClassUid: source.string('x00081150') ?? '',
        sopInstanceUid: source.string('x00081155') ?? '',
        frameNumber: source.intString('x00081160'),
        bits: Array.from({ length: voxels }, (_, voxel) => bitAt(at * voxels + voxel)),
      };
    }),
  };
}

/**
 * Where each voxel of each segment lies, in DICOM's own world, by the frames' own positions and the shared orientation
 * and spacing (PS3.3, C.7.6.2.1.1): `segment: x y z`, sorted.
 */
export function segmentPlaces({ dataSet, frames }: ParsedSegmentation): readonly string[] {
  const shared = firstOf(dataSet, 'x52009229');
  const [a = 0, b = 0, c = 0, d = 0, e = 0, f = 0] = numbersOf(firstOf(shared, 'x00209116'), 'x00200037');
  const [betweenRows = 0, betweenColumns = 0] = numbersOf(firstOf(shared, 'x00289110'), 'x00280030');
  const columns = dataSet.uint16('x00280011') ?? 0;
  return frames
    .flatMap(({ segment, position: [x, y, z], bits }) =>
      bits.flatMap((bit, at) => {
        const [i, j] = [(at % columns) * betweenColumns, Math.floor(at / columns) * betweenRows];
        return bit === 0 ? [] : [placed(segment, [x + a * i + d * j, y + b * i + e * j, z + c * i + f * j])];
      }),
    )
    .sort();
}

/** The same of a label map, whose world is turned to DICOM's; `segmentOf` numbers its labels. */
export function labelPlaces(labels: Volume, segmentOf: (label: number) => number): readonly string[] {
  const [width, height] = labels.size;
  return [...labels.voxels]
    .flatMap((label, at) => {
      if (label === 0) return [];
      const index = voxelPoint(at % width, Math.floor(at / width) % height, Math.floor(at / width / height));
      const [right, front, up] = voxelToWorld(labels.affine, index);
      return [placed(segmentOf(label), [-right, -front, up])];
    })
    .sort();
}

const placed = (segment: number, place: Vector3): string =>
  `${segment}: ${place.map((mm) => (Math.round(mm * 1e3) / 1e3 + 0).toFixed(3)).join(' ')}`;

export function itemsOf(dataSet: DataSet, tag: string): readonly DataSet[] {
  return (dataSet.elements[tag]?.items ?? []).flatMap(({ dataSet: item }) =>
    item === undefined ? [] : [item],
  );
}

export function firstOf(dataSet: DataSet, tag: string): DataSet {
  const [first] = itemsOf(dataSet, tag);
  if (first === undefined) throw new Error(`There is no item in ${tag}.`);
  return first;
}

export const numbersOf = (dataSet: DataSet, tag: string): readonly number[] =>
  (dataSet.string(tag) ?? '').split('\\').map(Number);
