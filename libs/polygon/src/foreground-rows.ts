import type { LabelDtype, Plane } from '@aiaa/volume';

/** The rows from the first to before the last that are not all 0; [0, 0] where all is. Reads no more than the others. */
export function foregroundRows({ width, height, values }: Plane<LabelDtype>): readonly [number, number] {
  const first = firstSet(values);
  if (first === values.length) return [0, 0];
  const top = Math.floor(first / width);
  let bottom = height;
  while (isZero(values, (bottom - 1) * width, bottom * width)) bottom--;
  return [top, bottom];
}

function isZero(values: Plane<LabelDtype>['values'], from: number, to: number): boolean {
  for (let at = from; at < to; at++) if (values[at] !== 0) return false;
  return true;
}

/** Most slices of a mask are zeros and nothing else: four bytes are passed at a time where memory allows. */
function firstSet(values: Plane<LabelDtype>['values']): number {
  const { buffer, byteOffset, byteLength, BYTES_PER_ELEMENT } = values;
  let at = 0;
  if (byteOffset % 4 === 0) {
    const words = new Int32Array(buffer, byteOffset, byteLength >> 2);
    let word = 0;
    while (word < words.length && words[word] === 0) word++;
    at = (word * 4) / BYTES_PER_ELEMENT;
  }
  while (at < values.length && values[at] === 0) at++;
  return at;
}
