import { affineFromColumns, assertInvertible, type Affine, type Vector3 } from '@aiaa/volume';
import { ITK_SPACE, turnBetweenRasAnd } from '../patient-space.js';
import { quoted } from '../quoted.js';
import type { NrrdAxis } from './nrrd-header.js';
import type { NrrdSpace } from './nrrd-space.js';

export interface NrrdPlace {
  readonly affine: Affine;
  /** One sentence for each thing that was decided where the header left a doubt. */
  readonly warnings: readonly string[];
}

/**
 * Where the grid of two or three axes lies: where ITK's NrrdImageIO puts it. A space that says nothing of the
 * patient counts as ITK's own; axes without directions run along those of the space, by their spacings, and begin at
 * their minima. Two axes get a third of 1 mm at right angles to them. Sheared directions are kept.
 * @throws MalformedImage when the numbers are not finite or give no grid.
 */
export function placeNrrd(space: NrrdSpace, axes: readonly NrrdAxis[]): NrrdPlace {
  const [x, y, z = unitNormal(x, y)] = axes.map(stepOf);
  const origin = space.origin ?? originOfMinima(axes) ?? [0, 0, 0];
  const affine = turnBetweenRasAnd(space.patient ?? ITK_SPACE, affineFromColumns([x, y, z], origin));
  assertInvertible(affine);
  return { affine, warnings: warningsOf(space, axes) };
}

function stepOf({ direction, spacing = 1 }: NrrdAxis, place: number): Vector3 {
  const along = (world: number): number => (world === place ? spacing : 0);
  return direction ?? [along(0), along(1), along(2)];
}

function unitNormal([a, b, c]: Vector3, [d, e, f]: Vector3): Vector3 {
  const normal = [b * f - c * e, c * d - a * f, a * e - b * d] as const;
  const length = Math.hypot(...normal);
  return [normal[0] / length, normal[1] / length, normal[2] / length];
}

/** teem's nrrdOriginCalculate: a minimum is the border of the first sample unless the axis is centred on nodes. */
function originOfMinima(axes: readonly NrrdAxis[]): Vector3 | undefined {
  const given = axes.some(({ min, spacing }) => min !== undefined && spacing !== undefined);
  const [x, y, z = 0] = axes.map(({ min, spacing, nodeCentred }) =>
    min === undefined || spacing === undefined ? 0 : min + (nodeCentred ? 0 : spacing / 2),
  );
  return given ? [x, y, z] : undefined;
}

const ITK_AXES = 'x to the left, y to the back, z up';

function warningsOf(space: NrrdSpace, axes: readonly NrrdAxis[]): readonly string[] {
  const { name, patient, directions, origin, units } = space;
  const oriented = directions !== undefined;
  const unspaced = !oriented && axes.some(({ spacing }) => spacing === undefined);
  const unknownSpace =
    name === undefined ? 'names no space' : `names the space ${quoted(name)}, which is not the patient's`;
  const unit = (oriented ? units : axes.map((axis) => axis.unit ?? '')).find(isNoMillimetre);
  return [
    ...(patient === undefined ? [`The header ${unknownSpace}; ${ITK_AXES} was taken.`] : []),
    ...(oriented
      ? []
      : ['The header gives no directions; the axes were taken to run along those of the space.']),
    ...(unspaced ? ['The header leaves out a voxel spacing; 1 mm was taken.'] : []),
    ...((origin ?? originOfMinima(axes)) === undefined ? ['The header gives no origin; 0 was taken.'] : []),
    ...(unit === undefined
      ? []
      : [`The header says ${quoted(unit)}; its numbers were taken as millimetres.`]),
  ];
}

const isNoMillimetre = (unit: string): boolean => !/^(|mm|millimet(er|re)s?)$/i.test(unit.trim());
