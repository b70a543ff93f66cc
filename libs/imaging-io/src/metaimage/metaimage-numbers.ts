import { MalformedImage } from '@aiaa/volume/errors';
import { quoted } from '../quoted.js';

/**
 * The first `count` numbers of a field, undefined when there is no such field. More numbers are left out, as
 * MetaIO does, which reads as many as the axes ask for.
 * @throws MalformedImage when there are fewer
 */
export function numbersOf(
  values: ReadonlyMap<string, string>,
  key: string,
  count: number,
): readonly [number, ...number[]] | undefined {
  const text = values.get(key);
  if (text === undefined) return undefined;
  const numbers = text.split(/\s+/).slice(0, count).map(numberOf);
  const [first, ...more] = numbers;
  if (first === undefined || numbers.length < count || !numbers.every(Number.isFinite)) {
    throw new MalformedImage(
      `The header says ${key} = ${quoted(text)}; ${count === 1 ? 'a number is' : `${count} numbers are`} needed.`,
    );
  }
  return [first, ...more];
}

const numberOf = (word: string): number =>
  /^[-+]?(\d|\.\d)[\d.]*(e[-+]?\d+)?$/i.test(word) ? Number(word) : NaN;
