import { UnsupportedImage } from '@aiaa/volume/errors';
import type { ImageFile } from '../image.js';
import { quoted } from '../quoted.js';
import { nameOf, type ImageSet } from './image-set.js';

/** The files without a format of their own, each to be claimed by the header whose voxels it holds. */
export interface VoxelFiles {
  /**
   * The file that the header called `header` means by `wanted`, compressed or not. Where one header and one file
   * came, they belong together whatever they are called: an upload may have renamed them; an archive has not.
   * @throws UnsupportedImage when there is none, or more than one.
   */
  claim(header: string, wanted: string): ImageFile;
  /**
   * @throws UnsupportedImage naming a file that is no image and was not claimed. Archives may hold such files, but
   * none that is called as an image is: a damaged one must not be lost without a word.
   */
  assertAllClaimed(): void;
}

export function voxelFilesOf({ images, voxelFiles }: ImageSet): VoxelFiles {
  const claimed = new Set<ImageFile>();
  const [only, ...others] = voxelFiles;
  const pair =
    images.length === 1 && others.length === 0 && only !== undefined && !isUnpacked(only) ? only : undefined;
  return {
    claim(header, wanted) {
      const [found, twin] = voxelFiles.filter((file) => plain(nameOf(file)) === plain(wanted));
      if (twin !== undefined) {
        throw new UnsupportedImage(
          `Several files are called ${quoted(wanted)}, and ${quoted(header)} has its voxels in one of them: send it alone with its own.`,
        );
      }
      const file = found ?? pair;
      if (file === undefined) {
        throw new UnsupportedImage(
          `${quoted(header)} is a header whose voxels are in another file, ${quoted(wanted)}, which is missing: send both.`,
        );
      }
      if (claimed.has(file)) {
        throw new UnsupportedImage(
          `${quoted(header)} and another header have their voxels in one file, ${quoted(nameOf(file))}: send it with one of them.`,
        );
      }
      claimed.add(file);
      return file;
    },
    assertAllClaimed() {
      const stray = voxelFiles.find((file) => !claimed.has(file) && !isBystander(file));
      if (stray === undefined) return;
      throw new UnsupportedImage(
        `The file ${quoted(nameOf(stray))} holds no image in a format that is read here, nor the voxels of another file: send the images without it.`,
      );
    },
  };
}

const plain = (name: string): string => name.toLowerCase().replace(/\.gz$/, '');

const isUnpacked = (file: ImageFile): boolean => 'archive' in file;

/** What an archive may hold beside the image, such as a text about it. */
const isBystander = (file: ImageFile): boolean =>
  isUnpacked(file) && !/\.(nii|hdr|img|nrrd|nhdr|mha|mhd|raw|zraw|png|jpe?g|dcm)(\.gz)?$/i.test(nameOf(file));
