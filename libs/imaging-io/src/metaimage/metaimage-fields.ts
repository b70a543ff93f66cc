import { MalformedImage } from '@aiaa/volume/errors';
import type { PeekableSource } from '../bytes/peekable-source.js';
import { formatBytes } from '../bytes/format-bytes.js';
import { skipBytes } from '../bytes/take-bytes.js';
import { quoted } from '../quoted.js';

/** The text at the front of a MetaImage, `Key = Value` line by line; a key that comes again counts as it comes last. */
export interface MetaImageFields {
  readonly values: ReadonlyMap<string, string>;
  /** The length of the text: what follows it are the voxels, when they are in the same file. */
  readonly bytes: number;
}

/** The field that ends the text (MetaIO documentation, "MetaImage tags"). */
export const LAST_FIELD = 'ElementDataFile';

// ITK writes about 500 bytes; with every DICOM attribute of a series kept as a field it is some thousands.
const MOST_BYTES = 64 * 1024;

/** Takes the text from the front of the file. @throws MalformedImage */
export async function takeMetaImageFields(source: PeekableSource): Promise<MetaImageFields> {
  const text = await peekMetaImageFields(source);
  await skipBytes(source, text.bytes, 'header');
  return text;
}

/** The same, with every byte still to come. @throws MalformedImage */
export async function peekMetaImageFields(source: PeekableSource): Promise<MetaImageFields> {
  const start = await source.peek(MOST_BYTES);
  const text = Buffer.from(start.buffer, start.byteOffset, start.byteLength).toString('latin1');
  const values = new Map<string, string>();
  for (let at = 0; at < text.length;) {
    const newline = text.indexOf('\n', at);
    const end = newline === -1 ? text.length : newline + 1;
    const field = fieldOf(text.slice(at, end).trim());
    if (field !== undefined) values.set(...field);
    if (field?.[0] === LAST_FIELD) return { values, bytes: end };
    at = end;
  }
  throw new MalformedImage(
    `The header has no field "${LAST_FIELD}", which ends it, in its first ${formatBytes(start.length)}.`,
  );
}

/** MetaIO takes a colon for the sign of equality as well, and passes over empty lines (MET_Read in metaUtils.cxx). */
function fieldOf(line: string): readonly [key: string, value: string] | undefined {
  if (line === '') return undefined;
  const [, key, value] = /^(\w[^=:]*?)\s*[=:]\s*(.*)$/.exec(line) ?? [];
  if (key === undefined || value === undefined) {
    throw new MalformedImage(`The header has the line ${quoted(line)}, which is not "Key = Value".`);
  }
  return [key, value];
}
