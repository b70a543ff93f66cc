import type { PngHeader } from './png-header.js';

/** A part of the picture that comes as rows of its own: its first pixel, its steps, and what it holds. */
export interface PngPass {
  readonly x: number;
  readonly y: number;
  readonly stepX: number;
  readonly stepY: number;
  readonly width: number;
  readonly height: number;
  /** Without the byte that names the row's filter. */
  readonly rowBytes: number;
}

/** Adam7 (ISO/IEC 15948, 8.2): x and y of the first pixel, then the steps. */
const ADAM7 = [
  [0, 0, 8, 8],
  [4, 0, 8, 8],
  [0, 4, 4, 8],
  [2, 0, 4, 4],
  [0, 2, 2, 4],
  [1, 0, 2, 2],
  [0, 1, 1, 2],
] as const;

/** In the order of the file: one for the whole picture, or up to seven when it is interlaced; none is empty. */
export function pngPasses({ width, height, depth, samples, interlaced }: PngHeader): readonly PngPass[] {
  return (interlaced ? ADAM7 : [[0, 0, 1, 1] as const])
    .map(([x, y, stepX, stepY]) => {
      const columns = Math.ceil((width - x) / stepX);
      const rows = Math.ceil((height - y) / stepY);
      const rowBytes = Math.ceil((columns * samples * depth) / 8);
      return { x, y, stepX, stepY, width: columns, height: rows, rowBytes };
    })
    .filter((pass) => pass.width > 0 && pass.height > 0);
}
