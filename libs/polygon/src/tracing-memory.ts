/** What the borders of one plane after another are traced in: fresh memory for each costs as much as the tracing. */
export interface TracingMemory {
  /** A multiple of sixteen, so that each four words of a row lie over four words of the next. */
  readonly stride: number;
  /** As the last plane left it, but for the columns of the frame, which are 0. */
  readonly cells: Uint8Array;
  /** All 0: whoever sets one clears it. */
  readonly marks: Int32Array;
}

/** For planes of this size: a frame of background is around them. */
export function tracingMemory(width: number, height: number): TracingMemory {
  const stride = (width + 2 + 15) & ~15;
  const count = stride * (height + 2);
  return { stride, cells: new Uint8Array(count), marks: new Int32Array(count) };
}
