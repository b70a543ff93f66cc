const ZERO = 0x30;

/** Whole numbers below this are written by hand. */
const MOST_BY_HAND = 1e9;

/** Writes a number as JSON has it, in ASCII, from `at` on; where it ends. */
export function writeNumber(bytes: Buffer, at: number, value: number): number {
  const whole = value | 0;
  if (whole !== value || whole < 0 || whole >= MOST_BY_HAND) {
    return at + bytes.write(JSON.stringify(value), at, 'latin1');
  }
  let end = at + 1;
  for (let bound = 10; whole >= bound; bound *= 10) end++;
  for (let rest = whole, place = end - 1; place >= at; place--) {
    const tens = (rest / 10) | 0;
    bytes[place] = ZERO + rest - tens * 10;
    rest = tens;
  }
  return end;
}
