import type { Picture } from './draw-slice.js';

const GAP = 8;

/** Pictures in one row, on white, aligned at the top. */
export function sideBySide(pictures: readonly Picture[]): Picture {
  const width = pictures.reduce((sum, picture) => sum + picture.width, GAP * (pictures.length - 1));
  const height = Math.max(...pictures.map((picture) => picture.height));
  const data = new Uint8Array(width * height * 3).fill(255);
  let left = 0;
  for (const picture of pictures) {
    for (let y = 0; y < picture.height; y++) {
      const row = picture.data.subarray(y * picture.width * 3, (y + 1) * picture.width * 3);
      data.set(row, (y * width + left) * 3);
    }
    left += picture.width + GAP;
  }
  return { width, height, data };
}
