import type { Voxels } from '@aiaa/volume';

/** Turns YBR_FULL of 8 bits into RGB, in place (PS3.3, C.7.6.3.1.2). */
export function ybrToRgb(samples: Voxels, planar: boolean): void {
  const pixels = samples.length / 3;
  const [step, next] = planar ? [1, pixels] : [3, 1];
  for (let pixel = 0, at = 0; pixel < pixels; pixel++, at += step) {
    const y = samples[at];
    const blue = samples[at + next] - 128;
    const red = samples[at + 2 * next] - 128;
    samples[at] = clamp(y + 1.402 * red);
    samples[at + next] = clamp(y - 0.344136 * blue - 0.714136 * red);
    samples[at + 2 * next] = clamp(y + 1.772 * blue);
  }
}

const clamp = (value: number): number => Math.max(0, Math.min(255, Math.round(value)));
