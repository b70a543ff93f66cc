import type { Vector3 } from '@aiaa/volume';
import { movedBy } from './plane-normal.js';
import type { PlacedFrame } from './stack-positions.js';

const TILT_DEGREES = 0.1;

/**
 * What a grid at right angles leaves out of where slices lie: the shear of a tilted gantry, and shifts of single
 * slices in their planes.
 */
export function shearWarnings(stack: readonly PlacedFrame[], normal: Vector3): readonly string[] {
  const [first, last] = [stack[0], stack.at(-1)];
  if (first === undefined || last === undefined || stack.length < 2) return [];
  const extent = last.along - first.along;
  const drift = sideways(first, last, normal);
  const length = Math.hypot(...drift);
  const degrees = (Math.atan2(length, extent) * 180) / Math.PI;
  const shifts = stack.map((one) => {
    const share = (one.along - first.along) / extent;
    return Math.hypot(...movedBy(sideways(first, one, normal), -share, drift));
  });
  const furthest = shifts.reduce((most, shift) => Math.max(most, shift), 0);
  const halfPixel = 0.5 * Math.min(...(first.source.frame.spacing ?? [1]));
  return [
    ...(degrees > TILT_DEGREES
      ? [
          `The slices are sheared by ${degrees.toFixed(1)} degrees, as those of a tilted gantry; the shear, ${length.toFixed(1)} mm from the first slice to the last, was left out (as in ITK).`,
        ]
      : []),
    ...(furthest > halfPixel
      ? [`Slices are shifted in their planes by up to ${furthest.toFixed(1)} mm; the shifts were left out.`]
      : []),
  ];
}

/** How far a slice's corner lies from the first one's, without its way along the normal. */
const sideways = (first: PlacedFrame, one: PlacedFrame, normal: Vector3): Vector3 => {
  const [x, y, z] = movedBy(one.position, -1, first.position);
  return movedBy([x, y, z], first.along - one.along, normal);
};
