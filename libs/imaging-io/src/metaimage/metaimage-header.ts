import { affineFromColumns, assertInvertible, type Affine, type Size, type Vector3 } from '@aiaa/volume';
import { MalformedImage, UnsupportedImage } from '@aiaa/volume/errors';
import { ITK_SPACE, turnBetweenRasAnd } from '../patient-space.js';
import type { StoredType } from '../voxels/stored-type.js';
import { elementType } from './element-types.js';
import type { MetaImageFields } from './metaimage-fields.js';
import { numbersOf } from './metaimage-numbers.js';
import { voxelFileName } from './voxel-file-name.js';
import { quoted } from '../quoted.js';

/** What the text of a MetaImage says. */
export interface MetaImageHeader {
  readonly size: Size;
  /** Numbers side by side in each voxel. */
  readonly components: number;
  /** The length of the fourth axis. */
  readonly frames: number;
  readonly affine: Affine;
  readonly stored: StoredType;
  readonly littleEndian: boolean;
  /** Whether the voxels are one zlib stream. */
  readonly compressed: boolean;
  /** Bytes of the voxels' file before the voxels; -1: the voxels are the end of that file. */
  readonly headerSize: number;
  /** What that file is called, without a folder; undefined when the voxels follow the text. */
  readonly voxelFile: string | undefined;
  readonly warnings: readonly string[];
}

/** @throws MalformedImage, UnsupportedImage */
export function decodeMetaImageHeader({ values }: MetaImageFields): MetaImageHeader {
  const { size, frames } = shapeOf(values);
  assertReadable(values);
  const affine = affineOf(values);
  assertInvertible(affine);
  const [components] = numbersOf(values, 'ElementNumberOfChannels', 1) ?? [1];
  const [headerSize] = numbersOf(values, 'HeaderSize', 1) ?? [0];
  assertCount('ElementNumberOfChannels', components, 1);
  assertCount('HeaderSize', headerSize, -1);
  return {
    size,
    components,
    frames,
    affine,
    stored: elementType(values.get('ElementType') ?? ''),
    // Either name; MetaObject::M_Read lets the second win.
    littleEndian: !isTrue(values.get('BinaryDataByteOrderMSB') ?? values.get('ElementByteOrderMSB')),
    compressed: isTrue(values.get('CompressedData')),
    headerSize,
    voxelFile: voxelFileName(values),
    warnings: warningsOf(values),
  };
}

type Values = MetaImageFields['values'];

/** As MetaObject::M_Read: by the first letter. */
const isTrue = (value: string | undefined): boolean => /^[tT1]/.test(value ?? '');

function shapeOf(values: Values): { readonly size: Size; readonly frames: number } {
  const axes = axesOf(values);
  const dims = numbersOf(values, 'DimSize', axes);
  if (dims === undefined) throw new MalformedImage('The header has no field "DimSize".');
  dims.forEach((n) => assertCount('DimSize', n, 1));
  const [x = 1, y = 1, z = 1, frames = 1] = dims;
  return { size: [x, y, z], frames };
}

function axesOf(values: Values): number {
  const [axes] = numbersOf(values, 'NDims', 1) ?? [NaN];
  if (axes === 2 || axes === 3 || axes === 4) return axes;
  if (Number.isInteger(axes) && axes > 0) {
    throw new UnsupportedImage(`The image has ${axes} axes; a MetaImage of 2 to 4 is read.`);
  }
  throw new MalformedImage('The header does not say in "NDims" how many axes the image has.');
}

/** @throws UnsupportedImage */
function assertReadable(values: Values): void {
  const object = values.get('ObjectType') ?? 'Image';
  if (object !== 'Image') {
    throw new UnsupportedImage(`The file holds the MetaIO object ${quoted(object)}, not an image.`);
  }
  if (!isTrue(values.get('BinaryData') ?? 'True')) {
    throw new UnsupportedImage('The voxels are written as text (BinaryData = False), which is not read.');
  }
}

/**
 * ITK's place of voxel (x, y, z), turned to RAS. The matrix is stored axis by axis: its first three numbers are
 * the direction of the first axis (itk::MetaImageIO::ReadImageInformation), and so on.
 */
function affineOf(values: Values): Affine {
  const axes = axesOf(values);
  const first = (count: number, ...keys: readonly string[]): readonly number[] | undefined =>
    keys.map((key) => numbersOf(values, key, count)).find((numbers) => numbers !== undefined);
  // MetaObject::M_Read looks for these in the other direction, each overwriting the one before.
  const matrix = first(axes * axes, 'TransformMatrix', 'Rotation', 'Orientation');
  const origin = first(axes, 'Origin', 'Offset', 'Position') ?? [];
  const spacing = first(axes, 'ElementSpacing', 'ElementSize') ?? [];
  const column = (axis: 0 | 1 | 2): Vector3 => {
    const along = (world: number): number =>
      matrix === undefined || axis >= axes || world >= axes
        ? Number(axis === world)
        : (matrix[axis * axes + world] ?? NaN);
    const length = spacing[axis] ?? 1;
    return [along(0) * length, along(1) * length, along(2) * length];
  };
  const [x = 0, y = 0, z = 0] = origin;
  return turnBetweenRasAnd(ITK_SPACE, affineFromColumns([column(0), column(1), column(2)], [x, y, z]));
}

function warningsOf(values: Values): readonly string[] {
  const warnings: string[] = [];
  const unit = values.get('DistanceUnits') ?? 'mm';
  if (!/^(mm|\?)$/i.test(unit)) {
    warnings.push(`The header's unit is ${quoted(unit)}; it was read as mm, as ITK does.`);
  }
  if (!values.has('ElementSpacing') && !values.has('ElementSize')) {
    warnings.push('The header has no ElementSpacing; voxels of 1 mm were taken.');
  }
  const [slope] = numbersOf(values, 'ElementToIntensityFunctionSlope', 1) ?? [1];
  const [offset] = numbersOf(values, 'ElementToIntensityFunctionOffset', 1) ?? [0];
  if (slope !== 1 || offset !== 0) {
    warnings.push(`The voxels were read as they are stored, as ITK does, not times ${slope} plus ${offset}.`);
  }
  return warnings;
}

function assertCount(key: string, value: number, least: number): void {
  if (Number.isSafeInteger(value) && value >= least) return;
  throw new MalformedImage(`The header says ${key} = ${value}; it is a whole number from ${least} on.`);
}
