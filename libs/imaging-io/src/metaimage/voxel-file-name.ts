import { MalformedImage, UnsupportedImage } from '@aiaa/volume/errors';
import { LAST_FIELD, type MetaImageFields } from './metaimage-fields.js';

/**
 * What the file of the voxels is called, whatever folder the header names; undefined when they follow the header.
 * @throws UnsupportedImage when they are in several files; MalformedImage when it is no name.
 */
export function voxelFileName(values: MetaImageFields['values']): string | undefined {
  const value = values.get(LAST_FIELD) ?? '';
  if (/^(LOCAL|Local|local)$/.test(value)) return undefined;
  if (/^LIST\b/.test(value) || value.includes('%')) {
    throw new UnsupportedImage(
      'The voxels are in a file for each slice (ElementDataFile); write them to one file, for example as .mha.',
    );
  }
  const name = value.split(/[/\\]/).at(-1) ?? '';
  if (name === '' || name === '..' || name === '.' || name.length > 255) {
    throw new MalformedImage(
      `The header names the voxels' file ${JSON.stringify(value.slice(0, 40))}, which is no file's name.`,
    );
  }
  return name;
}
