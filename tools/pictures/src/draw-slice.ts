import { planeOf, spacingOf, type LabelMap, type Volume } from '@aiaa/volume';
import { colourOf, type Colour } from './palette.js';

export interface Picture {
  readonly width: number;
  readonly height: number;
  /** RGB, row-major from the top left. */
  readonly data: Uint8Array;
}

export interface SliceView {
  readonly axis: 0 | 1 | 2;
  readonly at: number;
  /** Intensities shown black and white. */
  readonly window: readonly [low: number, high: number];
  /** Width of one millimetre in pixels. */
  readonly zoom: number;
}

const OPACITY = 0.5;

/** One slice in grey with its labels laid over it, in true proportions; the first row of voxels is on top. */
export function drawSlice(volume: Volume, mask: LabelMap | undefined, view: SliceView): Picture {
  const { axis, at, window, zoom } = view;
  const grey = planeOf(volume, axis, at);
  const labels = mask === undefined ? undefined : planeOf(mask, axis, at);
  const spacing = spacingOf(volume.affine).filter((_, index) => index !== axis);
  const [across = 1, up = 1] = spacing;
  const [width, height] = [Math.round(grey.width * across * zoom), Math.round(grey.height * up * zoom)];
  const data = new Uint8Array(width * height * 3);
  for (let y = 0; y < height; y++) {
    const row = Math.min(Math.floor(y / (up * zoom)), grey.height - 1);
    for (let x = 0; x < width; x++) {
      const voxel = row * grey.width + Math.min(Math.floor(x / (across * zoom)), grey.width - 1);
      const shade = shadeOf(grey.values[voxel] ?? 0, window);
      data.set(tint(shade, labels?.values[voxel] ?? 0), (y * width + x) * 3);
    }
  }
  return { width, height, data };
}

const shadeOf = (value: number, [low, high]: readonly [number, number]): number =>
  Math.round(255 * Math.min(Math.max((value - low) / (high - low), 0), 1));

function tint(shade: number, label: number): Colour {
  if (label === 0) return [shade, shade, shade];
  const [red, green, blue] = colourOf(label);
  const mix = (colour: number): number => Math.round(shade * (1 - OPACITY) + colour * OPACITY);
  return [mix(red), mix(green), mix(blue)];
}
