/** The parent of a border that lies in no other. */
export const FRAME = -1;

/** One border: the part of the trail from `start` up to, but not, `end`. */
export interface Border {
  readonly start: number;
  readonly end: number;
  /** Whether background lies inside of it; its cells are foreground either way. */
  readonly hole: boolean;
  /** Which border it lies in directly, by the order of discovery, or FRAME. */
  readonly parent: number;
}

export interface Borders {
  /** In the order in which they were met. */
  readonly found: readonly Border[];
  /** Cells of the field, border after border. */
  readonly trail: Int32Array;
}
