import { makeVolume, type Size } from '@aiaa/volume';
import { MalformedImage } from '@aiaa/volume/errors';
import type { PeekableSource } from '../bytes/peekable-source.js';
import { takeInto } from '../bytes/take-bytes.js';
import type { FormatReader } from '../format-reader.js';
import { readVoxels } from '../voxels/read-voxels.js';
import { voxelCoding, type Scale } from '../voxels/voxel-coding.js';
import { storedType } from './datatypes.js';
import { decodeNiftiHeader, niftiHeaderBytes, type NiftiHeader } from './nifti-header.js';
import { voxelFileOf } from './pair-names.js';
import { placeGrid } from './place-grid.js';

/**
 * Reads a NIfTI-1 or NIfTI-2 image: one file, or the header of a pair whose voxels another file holds. What lies
 * beyond the third axis, be it time (axis 4) or the parts of a vector (axis 5, nifti1.h), becomes channels, in the
 * order of the file. Extensions of the header are read past.
 */
export const readNifti: FormatReader = async (source, { name, limits, openVoxelFile }) => {
  const header = await readHeader(source);
  const stored = storedType(header.datatype, header.bitsPerVoxel);
  const coding = voxelCoding(stored, header.littleEndian, scaleOf(header));
  const { size, channels } = gridOf(header);
  const { affine, warnings } = placeGrid(header.geometry, size);
  assertVoxOffset(header);
  const file = header.paired ? await openVoxelFile(voxelFileOf(name)) : source;
  const skip = header.paired ? header.voxOffset : header.voxOffset - header.headerBytes;
  const voxels = await readVoxels(file, { coding, size, channels, skip }, limits);
  const volume = makeVolume({ voxels, size, affine, channels });
  return { volume, stored, nifti: header.geometry, warnings };
};

async function readHeader(source: PeekableSource): Promise<NiftiHeader> {
  const bytes = new Uint8Array(niftiHeaderBytes(await source.peek(4)));
  await takeInto(source, bytes, 'header');
  return decodeNiftiHeader(bytes);
}

function gridOf({ dims }: NiftiHeader): { readonly size: Size; readonly channels: number } {
  const [x = 1, y = 1, z = 1, ...further] = dims;
  return { size: [x, y, z], channels: further.reduce((product, n) => product * n, 1) };
}

/** nibabel's Nifti1Header.get_slope_inter: a slope that is 0 or not finite means no scaling at all. */
function scaleOf({ slope, inter }: NiftiHeader): Scale | undefined {
  if (slope === 0 || !Number.isFinite(slope)) return undefined;
  if (!Number.isFinite(inter)) {
    throw new MalformedImage(
      `The header scales the voxels by ${slope} and then adds ${inter}, which is no number.`,
    );
  }
  return { slope, inter };
}

function assertVoxOffset({ voxOffset, headerBytes, paired }: NiftiHeader): void {
  const least = paired ? 0 : headerBytes + 4;
  if (!Number.isSafeInteger(voxOffset) || voxOffset < least) {
    throw new MalformedImage(
      `The header says that the voxels begin at byte ${voxOffset}; in ${paired ? 'an .img' : 'a .nii'} file that is a whole number from ${least} on.`,
    );
  }
}
