import type { ImageFormat } from '@aiaa/imaging-io';
import { alignedMatrix } from './aligned-matrix.js';
import type { ImageFacts } from './image-facts.js';
import { printable } from './printable.js';
import { sizeText } from './size-text.js';

const FORMAT_NAMES: Readonly<Record<ImageFormat, string>> = {
  nifti: 'NIfTI',
  nrrd: 'NRRD',
  metaimage: 'MetaImage',
  png: 'PNG',
  jpeg: 'JPEG',
  dicom: 'DICOM',
};

/** Below this a grid counts as lying along the axes: AFNI's OBLIQ_ANGLE_THRESH. */
const LEAST_DEGREES = 0.01;

/** An image's facts for a person: one row each, then its warnings. */
export function factsTable(facts: ImageFacts): string {
  const { files, spacing, affine, stored, dtype } = facts;
  const rows: readonly (readonly [name: string, ...lines: readonly string[]])[] = [
    [files.length === 1 ? 'file' : 'files', ...files],
    ['format', FORMAT_NAMES[facts.format]],
    ['size', sizeText(facts)],
    ['spacing', `${inMillimetres(spacing)} mm, ${inMillimetres(extentOf(facts))} mm in all`],
    ['orientation', orientationText(facts)],
    ['affine', ...alignedMatrix(affine, Math.min(...spacing))],
    ['type', stored === dtype ? dtype : `${stored} in the file, ${dtype} here`],
    ['range', rangeText(facts)],
  ];
  const lines = rows.flatMap(([name, ...of]) =>
    of.map((line, at) => `${(at === 0 ? name : '').padEnd(13)}${line}`),
  );
  const notes = facts.warnings.map((warning) => `Note: ${warning}`);
  return [...lines, ...notes].map((line) => `${printable(line)}\n`).join('');
}

function extentOf({ size, spacing }: ImageFacts): readonly number[] {
  return size.map((n, axis) => n * (spacing[axis] ?? 1));
}

function orientationText({ orientation, obliqueDegrees, shearDegrees }: ImageFacts): string {
  const leans = (what: string, degrees: number): string =>
    degrees < LEAST_DEGREES ? '' : `, ${what} by ${Number(degrees.toFixed(2))} degrees`;
  return `${orientation}${leans('oblique', obliqueDegrees)}${leans('sheared', shearDegrees)}`;
}

function rangeText({ min, max, notFinite }: ImageFacts): string {
  if (min === null || max === null) return 'no voxel is finite';
  const odd = `${notFinite} ${notFinite === 1 ? 'voxel is' : 'voxels are'} not finite`;
  return `${rounded(min)} to ${rounded(max)}${notFinite === 0 ? '' : `; ${odd}`}`;
}

const inMillimetres = (lengths: readonly number[]): string => lengths.map(rounded).join(' x ');

/** Six significant digits, as many as a float32 can be trusted with; whole numbers whole. */
const rounded = (value: number): string =>
  String(Number.isInteger(value) ? value : Number(value.toPrecision(6)));
