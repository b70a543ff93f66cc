import type { Watch } from '@aiaa/annotator';
import type { Image } from '@aiaa/imaging-io';
import type { Pointing } from './guidance-of.js';
import type { Timings } from './timings.js';

/** What a model is to do: an image, read, and where somebody pointed in it. */
export interface Task extends Watch {
  readonly image: Pick<Image, 'volume'>;
  readonly pointing: Pointing;
  /** Absent when nothing that is made of the image is worth keeping. */
  readonly session?: string;
  readonly timings: Timings;
}
