/** 1 - erf(6) is 2e-17: less than a float64 can tell from 1. */
const SATURATED = 6;

/**
 * The error function, within 1e-14: the series of positive terms of Abramowitz & Stegun 7.1.6 (NIST DLMF 7.6.2),
 * erf x = 2/√π · exp(-x²) · Σ 2ⁿ x²ⁿ⁺¹ / (1 · 3 · … · (2n + 1)), which cancels nowhere.
 */
export function errorFunction(x: number): number {
  if (x < 0) return -errorFunction(-x);
  if (x > SATURATED) return 1;
  let term = x;
  let sum = x;
  for (let n = 1; term > sum * Number.EPSILON; n++) {
    term *= (2 * x * x) / (2 * n + 1);
    sum += term;
  }
  return Math.min((2 / Math.sqrt(Math.PI)) * Math.exp(-x * x) * sum, 1);
}
