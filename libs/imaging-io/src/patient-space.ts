import type { Affine } from '@aiaa/volume';

/** How files name the directions of the world's axes; ours are RAS. */
export type PatientSpace = 'RAS' | 'LAS' | 'LPS';

/** Which world axes point the other way than in RAS: x to the left, y to the back. */
const MIRRORED: Readonly<Record<PatientSpace, readonly [x: boolean, y: boolean]>> = {
  RAS: [false, false],
  LAS: [true, false],
  LPS: [true, true],
};

/** The space of ITK and DICOM (PS3.3 C.7.6.2.1.1): x to the left, y to the back, z up. */
export const ITK_SPACE: PatientSpace = 'LPS';

/** The names of the spaces in a NRRD file (NRRD format, section 4, `space`). */
const NAMES: Readonly<Record<PatientSpace, string>> = {
  RAS: 'right-anterior-superior',
  LAS: 'left-anterior-superior',
  LPS: 'left-posterior-superior',
};

export const spaceName = (space: PatientSpace): string => NAMES[space];

/** The space of a name in full or in letters, in any case. */
export function findSpace(name: string): PatientSpace | undefined {
  const spaces = Object.keys(NAMES) as PatientSpace[]; // the keys of a total record are its key type
  return spaces.find((space) =>
    [space, NAMES[space]].some((own) => own.toLowerCase() === name.toLowerCase()),
  );
}

/**
 * Takes an affine from `space` to RAS, or from RAS to `space`: a mirror undoes itself. DICOM and ITK use LPS
 * (PS3.3 C.7.6.2.1.1), NIfTI RAS.
 */
export function turnBetweenRasAnd(space: PatientSpace, affine: Affine): Affine {
  const [x, y] = MIRRORED[space].map((mirrored) => (mirrored ? -1 : 1));
  const [a, b, c, tx, d, e, f, ty, g, h, i, tz] = affine;
  // Adding 0 leaves no -0.
  return [
    a * x + 0, b * x + 0, c * x + 0, tx * x + 0,
    d * y + 0, e * y + 0, f * y + 0, ty * y + 0,
    g, h, i, tz, 0, 0, 0, 1,
  ]; // prettier-ignore
}
