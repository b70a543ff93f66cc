/** What is added around an image, by numpy's words; PyTorch's `replicate` is `edge`, its `circular` is `wrap`. */
export interface PadFill {
  /**
   * `constant`: one value. `edge`: the border voxel again. `reflect` and `symmetric`: the image mirrored, about its
   * border voxel or about that voxel's outer edge. `wrap`: the image again. Default `constant`.
   */
  readonly mode?: 'constant' | 'edge' | 'reflect' | 'symmetric' | 'wrap';
  /** The value of `constant`. Default 0. */
  readonly value?: number;
}

export type PadMode = NonNullable<PadFill['mode']>;
