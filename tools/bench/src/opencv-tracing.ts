import { createRequire } from 'node:module';
import type { LabelMap } from '@aiaa/volume';

/** What the bench uses of OpenCV; the types of its package cannot be resolved. */
interface OpenCv {
  readonly CV_8UC1: number;
  readonly RETR_TREE: number;
  readonly CHAIN_APPROX_NONE: number;
  readonly Mat: new (rows?: number, columns?: number, type?: number) => { readonly data: Uint8Array };
  readonly MatVector: new () => { size(): number; delete(): void };
  findContours(...input: readonly unknown[]): void;
  onRuntimeInitialized?: () => void;
}

/** OpenCV's findContours (WebAssembly) on all slices of a mask, which lie in its own memory beforehand. */
export async function openCvTracing(mask: LabelMap): Promise<() => number> {
  const cv = createRequire(import.meta.url)('@techstark/opencv-js') as OpenCv; // CommonJS without usable types
  await new Promise<void>((resolve) => {
    cv.onRuntimeInitialized = resolve;
  });
  const [width, height, depth] = mask.size;
  const area = width * height;
  const slices = Array.from({ length: depth }, (_, z) => {
    const slice = new cv.Mat(height, width, cv.CV_8UC1);
    slice.data.set(mask.voxels.subarray(z * area, (z + 1) * area));
    return slice;
  });
  const tree = new cv.Mat();
  return () =>
    slices.reduce((sum, slice) => {
      const found = new cv.MatVector();
      cv.findContours(slice, found, tree, cv.RETR_TREE, cv.CHAIN_APPROX_NONE);
      const count = found.size();
      found.delete();
      return sum + count;
    }, 0);
}
