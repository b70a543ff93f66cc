import type { LabelDtype, Plane } from '@aiaa/volume';

/** The rows from the first to before the last that are not all 0; [0, 0] where all is. Reads no more than the others. */
export function foregroundRows({ width, values }: Plane<LabelDtype>): readonly [number, number] {
  const first = firstSet(values);
  if (first === values.length) return [0, 0];
  return [Math.floor(first / width), Math.ceil(endOfSet(values) / width)];
}

/** Most of a mask is zeros and nothing else: eight words are passed at a time where memory allows. */
function firstSet(values: Plane<LabelDtype>['values']): number {
  const words = wordsOf(values);
  let word = 0;
  while (word + 8 <= words.length && areZero(words, word)) word += 8;
  let at = word * valuesPerWord(values);
  while (at < values.length && values[at] === 0) at++;
  return at;
}

/** From where on all is 0, of values that are not all 0. */
function endOfSet(values: Plane<LabelDtype>['values']): number {
  const words = wordsOf(values);
  const whole = words.length * valuesPerWord(values);
  let end = values.length;
  while (end > whole && values[end - 1] === 0) end--;
  if (end === whole) {
    let word = words.length;
    while (word >= 8 && areZero(words, word - 8)) word -= 8;
    end = word * valuesPerWord(values);
  }
  while (values[end - 1] === 0) end--;
  return end;
}

const valuesPerWord = ({ BYTES_PER_ELEMENT }: Plane<LabelDtype>['values']): number =>
  Int32Array.BYTES_PER_ELEMENT / BYTES_PER_ELEMENT;

/** None where they do not lie in whole words. */
const wordsOf = ({ buffer, byteOffset, byteLength }: Plane<LabelDtype>['values']): Int32Array =>
  byteOffset % 4 === 0 ? new Int32Array(buffer, byteOffset, byteLength >> 2) : new Int32Array();

const areZero = (words: Int32Array, at: number): boolean =>
  (words[at] |
    words[at + 1] |
    words[at + 2] |
    words[at + 3] |
    words[at + 4] |
    words[at + 5] |
    words[at + 6] |
    words[at + 7]) ===
  0;
