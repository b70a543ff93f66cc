const MOST_LETTERS = 16;

/**
 * A number as a DICOM decimal string, with as many digits as fit its 16 letters (PS3.5, table 6.2-1, DS).
 * @throws RangeError for a number that is not finite.
 */
export function decimalString(value: number): string {
  if (!Number.isFinite(value)) throw new RangeError(`A decimal string cannot hold ${value}.`);
  const exact = String(value + 0); // no -0
  if (exact.length <= MOST_LETTERS) return exact;
  const rounded = Array.from({ length: MOST_LETTERS }, (_, less) =>
    String(Number(value.toPrecision(MOST_LETTERS - less))),
  );
  return rounded.find((text) => text.length <= MOST_LETTERS && Number.isFinite(Number(text))) ?? '0';
}
