import { MalformedImage, UnsupportedImage } from '@aiaa/volume/errors';
import { quoted } from '../quoted.js';

/** What a header says, by the names of its fields: in small letters and without spaces, as `spacedirections`. */
export type NrrdFields = ReadonlyMap<string, string>;

/**
 * Splits a header into its fields (NRRD format, section 1.2). Comments and key/value pairs say nothing about the
 * image. A field that comes twice is refused, as teem does, for programs differ in which they believe.
 * @throws MalformedImage; UnsupportedImage for a version after 5, and for a header whose voxels are elsewhere.
 */
export function nrrdFields(text: string): NrrdFields {
  const [magic, ...lines] = text.split(/\r?\n/);
  assertVersion(magic.trimEnd());
  const fields = new Map<string, string>();
  for (const line of lines) {
    if (line === '' || line.startsWith('#')) continue;
    const [, written, separator, value] = /^([^:]+):(=?)(.*)$/.exec(line) ?? [];
    if (written === undefined)
      throw new MalformedImage(`The line ${quoted(line)} of the NRRD header is no field.`);
    if (separator === '=') continue;
    const name = normalName(written);
    // Refused at once: the lines after `data file: LIST` are the names of files.
    if (name === 'datafile') {
      throw new UnsupportedImage(
        'The NRRD header is detached from its voxels, which are in another file; send one .nrrd with both.',
      );
    }
    if (fields.has(name)) throw new MalformedImage(`The NRRD header has the field ${quoted(written)} twice.`);
    fields.set(name, value.trim());
  }
  return fields;
}

function assertVersion(magic: string): void {
  const version = /^NRRD(\d{4})$/.exec(magic)?.[1];
  if (version === undefined || Number(version) === 0)
    throw new MalformedImage(`A NRRD file does not begin with ${quoted(magic)}.`);
  if (Number(version) > 5)
    throw new UnsupportedImage(`The file is NRRD of version ${Number(version)}; versions 1 to 5 are read.`);
}

/** teem takes names in any case, and most of those with a space also without it. */
function normalName(written: string): string {
  const name = written.toLowerCase().replace(/\s+/g, '');
  return name === 'centers' ? 'centerings' : name;
}
