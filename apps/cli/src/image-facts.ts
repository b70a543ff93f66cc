import type { Image, ImageFormat, StoredType } from '@aiaa/imaging-io';
import {
  axisCodes,
  obliquenessOf,
  orientationOf,
  volumeSpacing,
  voxelRange,
  type Dtype,
  type Size,
  type Vector3,
} from '@aiaa/volume';

/** What `aiaa info` says of an image; with `--json`, these very fields. */
export interface ImageFacts {
  readonly files: readonly string[];
  readonly format: ImageFormat;
  readonly size: Size;
  readonly channels: number;
  /** Millimetres per voxel. */
  readonly spacing: Vector3;
  /** Axis codes such as `RAS`, as nibabel's `aff2axcodes` gives them. */
  readonly orientation: string;
  readonly obliqueDegrees: number;
  readonly shearDegrees: number;
  /** Four rows of four; voxel to world, RAS+ millimetres. */
  readonly affine: readonly (readonly number[])[];
  readonly stored: StoredType;
  readonly dtype: Dtype;
  /** The least finite value; null, which JSON has, when no voxel is finite. */
  readonly min: number | null;
  readonly max: number | null;
  readonly notFinite: number;
  readonly warnings: readonly string[];
}

export function imageFacts(files: readonly string[], image: Image): ImageFacts {
  const { volume, format, stored, warnings } = image;
  const { size, channels, affine, dtype } = volume;
  const { finite, notFinite } = voxelRange(volume.voxels);
  return {
    files,
    format,
    size,
    channels,
    spacing: volumeSpacing(volume),
    orientation: axisCodes(orientationOf(affine)),
    ...obliquenessOf(affine),
    affine: [affine.slice(0, 4), affine.slice(4, 8), affine.slice(8, 12), affine.slice(12)],
    stored,
    dtype,
    min: finite?.[0] ?? null,
    max: finite?.[1] ?? null,
    notFinite,
    warnings,
  };
}
