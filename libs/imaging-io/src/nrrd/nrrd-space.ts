import type { Vector3 } from '@aiaa/volume';
import { MalformedImage, UnsupportedImage } from '@aiaa/volume/errors';
import { findSpace, type PatientSpace } from '../patient-space.js';
import { quoted } from '../quoted.js';
import { stringsOf, vectorsOf, wholeNumberOf } from './field-values.js';
import type { NrrdFields } from './nrrd-fields.js';

/** What a header says of the space around the array (NRRD format, section 4). */
export interface NrrdSpace {
  /** As the header calls it. */
  readonly name: string | undefined;
  /** Undefined when the name says nothing of the patient, as `scanner-xyz` and `3D-right-handed`. */
  readonly patient: PatientSpace | undefined;
  /** One for each axis, undefined where it does not lie in space; altogether undefined when no axis has any. */
  readonly directions: readonly (Vector3 | undefined)[] | undefined;
  readonly origin: Vector3 | undefined;
  readonly units: readonly string[];
}

/** @throws MalformedImage, UnsupportedImage */
export function decodeSpace(fields: NrrdFields, axes: number): NrrdSpace {
  const name = fields.get('space');
  const dimension = spaceDimension(name, fields.get('spacedimension'));
  const directions = vectorsOf('space directions', fields.get('spacedirections') ?? noVectors(axes), axes)
    .map((vector) => vector && directionOf(vector, dimension)); // prettier-ignore
  const [origin] = vectorsOf('space origin', fields.get('spaceorigin') ?? noVectors(1), 1);
  return {
    name,
    patient: name === undefined ? undefined : findSpace(withoutTime(name)),
    directions: directions.some((vector) => vector !== undefined) ? directions : undefined,
    origin: origin && spatialPart(origin, dimension),
    units: stringsOf(fields.get('spaceunits') ?? '').slice(0, 3),
  };
}

const noVectors = (count: number): string => 'none '.repeat(count);

/** `...-time`, or the letters of a space and a T: a space of three dimensions, and time. */
const withoutTime = (name: string): string => name.replace(/-time$|(?<=^[a-z]{3})t$/i, '');

function spaceDimension(name: string | undefined, value: string | undefined): number | undefined {
  if (name !== undefined) return withoutTime(name) === name ? 3 : 4;
  if (value === undefined) return undefined;
  const dimension = wholeNumberOf('space dimension', value, 1);
  if (dimension >= 2 && dimension <= 4) return dimension;
  throw new UnsupportedImage(`The space of the image has ${dimension} dimensions; 2 to 4 are read.`);
}

/** In a space of four dimensions the fourth is time: an axis that runs along it alone does not lie in space. */
function directionOf(vector: readonly number[], dimension: number | undefined): Vector3 | undefined {
  const spatial = spatialPart(vector, dimension);
  const [, , , time = 0] = vector;
  if (time === 0) return spatial;
  if (spatial.every((part) => part === 0)) return undefined;
  throw new UnsupportedImage(`The direction (${vector.join()}) of the image leads through space and time.`);
}

function spatialPart(vector: readonly number[], dimension: number | undefined): Vector3 {
  const [x, y, z = 0] = vector;
  const expected = dimension ?? Math.min(Math.max(vector.length, 2), 4);
  if (vector.length === expected) return [x, y, z];
  throw new MalformedImage(
    `The vector ${quoted(`(${vector.join()})`)} of the NRRD header has ${vector.length} numbers, not ${expected}.`,
  );
}
