import type { PackedPolygons } from '@aiaa/polygon';
import type { Box, Dtype, Size, Vector3, VoxelIndex } from '@aiaa/volume';
import { BrokenInvariant } from '@aiaa/volume/errors';
import type { ImageFile } from './requests.js';

interface AnyResult {
  readonly timings: readonly StageTiming[];
  /** One sentence for each thing that was decided where the image left a doubt, such as a missing spacing. */
  readonly warnings: readonly string[];
}

export interface StageTiming {
  readonly stage: string;
  readonly milliseconds: number;
}

/** A label map lies in a file, in the image's own grid. */
export interface MaskResult extends AnyResult {
  readonly kind: 'mask';
  /** In the request's result folder: `result`, with the suffix that was asked for. */
  readonly file: string;
  /**
   * The extreme points of everything that is not background: for x, y and z the first voxel, in scan order,
   * at the least and then at the greatest index. Empty for an empty mask.
   */
  readonly points: readonly VoxelIndex[];
  /** The box around everything that is not background; only where the model's config asks for it. */
  readonly box?: Box;
  /** The middle of each label; only where the model's config asks for it. */
  readonly centroids?: readonly LabelCentre[];
  /** What a click changed: a client may keep its own labels outside of it. */
  readonly crop?: Box;
}

export interface LabelCentre {
  /** As the model calls it. */
  readonly name: string;
  readonly label: number;
  readonly voxel: VoxelIndex;
}

/** How probable each label is for the image as a whole, the most probable first. */
export interface ClassificationResult extends AnyResult {
  readonly kind: 'classification';
  readonly scores: readonly LabelScore[];
}

export interface LabelScore {
  readonly label: string;
  readonly score: number;
}

/** What an image is. */
export interface InspectionResult extends AnyResult {
  readonly kind: 'inspection';
  /** Such as `nifti`. */
  readonly format: string;
  readonly size: Size;
  /** In millimetres. */
  readonly spacing: Vector3;
  /** Where each axis grows to, such as `RAS`: to the right, to the front, to the head. */
  readonly orientation: string;
  readonly channels: number;
  readonly dtype: Dtype;
  /** The image, written as was asked; absent where it came as one file that is as quickly read. */
  readonly volumeFile?: string;
}

/** The borders of what lies in a mask. */
export interface PolygonsResult extends AnyResult {
  readonly kind: 'polygons';
  readonly polygons: PackedPolygons;
  /** Of rings that were changed: the mask that they enclose, on the image's grid. */
  readonly file?: string;
}

/** What was fetched. */
export interface FilesResult extends AnyResult {
  readonly kind: 'files';
  /** In the request's result folder, under names that say nothing. */
  readonly files: readonly ImageFile[];
}

/** The model runs, and is what its config says. */
export interface ProofResult extends AnyResult {
  readonly kind: 'proof';
}

/** Where networks run. */
export interface DeviceResult extends AnyResult {
  readonly kind: 'device';
  /** Such as `cpu` or `cuda:0`. */
  readonly device: string;
  /** Why it is not a faster one, and what to do about it. */
  readonly reason?: string;
}

export type AnnotationResult =
  | DeviceResult
  | MaskResult
  | ClassificationResult
  | InspectionResult
  | PolygonsResult
  | FilesResult
  | ProofResult;

/** The result of a request that only a mask can answer. @throws BrokenInvariant */
export function maskOf(result: AnnotationResult): MaskResult {
  if (result.kind === 'mask') return result;
  throw new BrokenInvariant(`A ${result.kind} came where a mask was asked for.`);
}

/** The result of an inspection. @throws BrokenInvariant */
export function inspectionOf(result: AnnotationResult): InspectionResult {
  if (result.kind === 'inspection') return result;
  throw new BrokenInvariant(`A ${result.kind} came where an inspection was asked for.`);
}

/** The result of a request for polygons. @throws BrokenInvariant */
export function polygonsOf(result: AnnotationResult): PolygonsResult {
  if (result.kind === 'polygons') return result;
  throw new BrokenInvariant(`A ${result.kind} came where polygons were asked for.`);
}

/** The result of a question for the device. @throws BrokenInvariant */
export function deviceOf(result: AnnotationResult): DeviceResult {
  if (result.kind === 'device') return result;
  throw new BrokenInvariant(`A ${result.kind} came where a device was asked for.`);
}

/** The result of a fetch. @throws BrokenInvariant */
export function filesOf(result: AnnotationResult): FilesResult {
  if (result.kind === 'files') return result;
  throw new BrokenInvariant(`A ${result.kind} came where files were asked for.`);
}
