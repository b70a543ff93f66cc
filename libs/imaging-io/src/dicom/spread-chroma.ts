/**
 * The bytes of YBR_FULL from those of YBR_FULL_422, in which two pixels side by side have their own brightness and one
 * colour: Y, Y, Cb, Cr (PS3.3, C.7.6.3.1.2).
 */
export function spreadChroma(pairs: Uint8Array): Uint8Array {
  const whole = new Uint8Array(Math.floor(pairs.length / 4) * 6);
  for (let from = 0, at = 0; at < whole.length; from += 4, at += 6) {
    const [first = 0, second = 0, blue = 0, red = 0] = pairs.subarray(from, from + 4);
    whole.set([first, blue, red, second, blue, red], at);
  }
  return whole;
}
