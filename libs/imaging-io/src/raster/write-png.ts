import type { Volume, Voxels } from '@aiaa/volume';
import { UnfitImage } from '@aiaa/volume/errors';
import { encode, type PngEncoderOptions } from 'fast-png';
import { writePieces } from '../files/write-pieces.js';
import type { FormatWriter } from '../format-writer.js';
import { interleaveChannels } from '../voxels/interleave.js';

/** Writes one slice as it lies, x along the rows, y downwards. A PNG cannot hold the affine. */
export const writePng: FormatWriter = async (path, volume, { level, signal }) => {
  assertOneSlice(volume);
  const { channels, size } = volume;
  const data = interleaveChannels(pngVoxels(volume), channels);
  const depth = data instanceof Uint8Array ? 8 : 16;
  const picture = { width: size[0], height: size[1], data, depth, channels } as const;
  const file = encode(picture, optionsOf(level));
  await writePieces(path, { pieces: [file] }, signal);
};

function assertOneSlice({ size, channels }: Volume): void {
  const [width, height, depth] = size;
  if (depth !== 1) {
    throw new UnfitImage(
      `The volume has ${size.join(' x ')} voxels; a PNG holds one slice, z = 1: ask for .nii.gz or .nrrd.`,
    );
  }
  if (width < 1 || height < 1) {
    throw new UnfitImage(`The volume has ${size.join(' x ')} voxels; a PNG holds at least one.`);
  }
  if (channels > 4) {
    throw new UnfitImage(
      `The volume has ${channels} channels; a PNG holds 1 to 4 (grey or colours, each with or without alpha): ask for .nii.gz or .nrrd.`,
    );
  }
}

function pngVoxels({ voxels, dtype }: Volume): Voxels<'uint8' | 'uint16'> {
  if (voxels instanceof Uint8Array || voxels instanceof Uint16Array) return voxels;
  throw new UnfitImage(
    `The voxels are ${dtype}; a PNG holds uint8 or uint16: ask for one of those, or for .nii.gz or .nrrd.`,
  );
}

/** `writeImage` has seen to it that zlib has the level. */
const optionsOf = (level: number | undefined): PngEncoderOptions =>
  level === undefined ? {} : { zlib: { level } as NonNullable<PngEncoderOptions['zlib']> };
