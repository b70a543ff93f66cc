const MOST_LETTERS = 16;

/**
 * A number as a DICOM decimal string, with as many digits as fit its 16 letters (PS3.5, table 6.2-1, DS).
 * @throws RangeError for a number that is not finite.
 */
export function decimalString(value: number): string {
  if (!Number.isFinite(value)) throw new RangeError(`A decimal string cannot hold ${value}.`);
  const exact = String(value + 0); // no -0
  if (exact.length <= MOST_LETTERS) return exact;
  const rounded = Array.from({ length: MOST_LETTERS }, (_, less) => {
    const digits = MOST_LETTERS - less;
    const short = String(Number(value.toPrecision(digits)));
    return [short, value.toExponential(digits - 1)].find(fits);
  });
  return rounded.find((text) => text !== undefined) ?? '0';
}

/** The largest of numbers may round to one that is none. */
const fits = (text: string): boolean => text.length <= MOST_LETTERS && Number.isFinite(Number(text));
