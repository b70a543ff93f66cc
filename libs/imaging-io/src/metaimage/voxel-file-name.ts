import { MalformedImage, UnsupportedImage } from '@aiaa/volume/errors';
import { LAST_FIELD, type MetaImageFields } from './metaimage-fields.js';
import { quoted } from '../quoted.js';

/**
 * What the file of the voxels is called, whatever folder the header names; undefined when they follow the header.
 * @throws UnsupportedImage when they are in several files; MalformedImage when it is no name.
 */
export function voxelFileName(values: MetaImageFields['values']): string | undefined {
  const value = inUtf8(values.get(LAST_FIELD) ?? '');
  if (/^(LOCAL|Local|local)$/.test(value)) return undefined;
  if (/^LIST\b/.test(value) || value.includes('%')) {
    throw new UnsupportedImage(
      'The voxels are in a file for each slice (ElementDataFile); write them to one file, for example as .mha.',
    );
  }
  const name = value.split(/[/\\]/).at(-1) ?? '';
  if (name === '' || name === '..' || name === '.' || name.length > 255) {
    throw new MalformedImage(`The header names the voxels' file ${quoted(value)}, which is no file's name.`);
  }
  return name;
}

/** The text was read one letter for each byte; names in it are UTF-8, as those of files on disk, or else Latin-1. */
function inUtf8(bytes: string): string {
  const text = Buffer.from(bytes, 'latin1').toString('utf8');
  return text.includes('\ufffd') ? bytes : text;
}
