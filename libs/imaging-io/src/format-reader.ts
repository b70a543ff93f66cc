import type { PeekableSource } from './bytes/peekable-source.js';
import type { Image } from './image.js';
import type { ReadLimits } from './read-limits.js';

/** What a format's reader is given besides the bytes of the file. */
export interface ReadContext {
  /** The file's own name, as its owner calls it; never a path. */
  readonly name: string;
  readonly limits: ReadLimits;
  readonly signal?: AbortSignal;
  /**
   * The file that holds the voxels of a header without any, of that name or else the only other file that came.
   * Whoever made the context closes it.
   * @throws UnsupportedImage when no such file came.
   */
  openVoxelFile(name: string): Promise<PeekableSource>;
}

/**
 * Reads one image of one format from the (inflated) bytes of its file.
 * @throws MalformedImage, UnsupportedImage, UnfitImage, LimitExceeded
 */
export type FormatReader = (source: PeekableSource, context: ReadContext) => Promise<Omit<Image, 'format'>>;
