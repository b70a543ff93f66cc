import {
  boxOfSize,
  type Affine,
  type Box,
  type Dtype,
  type Size,
  type Volume,
  type Voxels,
} from '@aiaa/volume';
import { evaluate } from './evaluate.js';
import { filledBy, wholeSampling, type Sampling } from './sampling.js';

/**
 * A volume whose voxels are sampled when they are first read, and kept from then on; what they were sampled from
 * is let go. To whoever does not ask, it is a volume like any other.
 */
export class DeferredVolume<D extends Dtype = Dtype> implements Volume<D> {
  declare readonly voxels: Voxels<D>;
  readonly dtype: D;
  readonly size: Size;
  readonly channels: number;
  readonly affine: Affine;
  #content: Volume<D> | Sampling<D>;
  readonly #filled: Box;

  constructor(content: Volume<D> | Sampling<D>) {
    const { size, affine } = isSampling(content) ? content.to : content;
    this.dtype = content.dtype;
    this.size = size;
    this.channels = isSampling(content) ? content.source.channels : content.channels;
    this.affine = affine;
    this.#filled = isSampling(content) ? filledBy(content) : boxOfSize(size);
    this.#content = content;
    // A property of its own, not of the class, so that a copy by spread has voxels too.
    Object.defineProperty(this, 'voxels', { enumerable: true, get: () => this.evaluated().voxels });
    Object.freeze(this);
  }

  /** Outside of it every voxel is 0. */
  get filled(): Box {
    return this.#filled;
  }

  evaluated(): Volume<D> {
    if (isSampling(this.#content)) this.#content = evaluate(this.#content);
    return this.#content;
  }

  sampling(): Sampling<D> {
    return isSampling(this.#content) ? this.#content : wholeSampling(this.#content);
  }
}

const isSampling = <D extends Dtype>(content: Volume<D> | Sampling<D>): content is Sampling<D> =>
  'source' in content;

/** How the voxels of any volume are sampled: those that are there already, each as it is. */
export const samplingOf = (volume: Volume): Sampling =>
  volume instanceof DeferredVolume ? volume.sampling() : wholeSampling(volume);

/** The box outside of which a volume is known, without a look at its voxels, to be 0. */
export const filledBox = (volume: Volume): Box =>
  volume instanceof DeferredVolume ? volume.filled : boxOfSize(volume.size);
