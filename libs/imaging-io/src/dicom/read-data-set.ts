import { constants, inflateRawSync } from 'node:zlib';
import { LimitExceeded, MalformedImage, UnsupportedImage, errorCode } from '@aiaa/volume/errors';
import { formatBytes } from '../bytes/format-bytes.js';
import { openBytes } from '../files/open-bytes.js';
import { nameOf } from '../files/image-set.js';
import type { ImageFile } from '../image.js';
import { quoted } from '../quoted.js';
import { parseDataSet, type DataSet } from './data-set.js';
import { readMetaInformation } from './meta-information.js';
import { TAGS } from './tags.js';
import { DEFLATED_LITTLE_ENDIAN, EXPLICIT_LITTLE_ENDIAN } from './transfer-syntaxes.js';

/** The data set of a file, without its pixels. */
export interface HeaderDataSet {
  readonly dataSet: DataSet;
  readonly transferSyntax: string;
  /** Where the data set begins in the file. */
  readonly dataSetStart: number;
  /** Whether it is deflated from there on; the places of its elements are those of the inflated data set. */
  readonly deflated: boolean;
}

/**
 * Reads the elements of a DICOM file up to its pixels: few bytes at first, more while they do not reach that far.
 * @throws MalformedImage when the file is damaged or cut short; UnsupportedImage when its header is too long.
 */
export async function readDataSet(file: ImageFile, signal?: AbortSignal): Promise<HeaderDataSet> {
  const source = await openBytes(file, { signal, chunkBytes: FIRST_BYTES });
  try {
    for (let wanted = FIRST_BYTES; wanted <= MOST_HEADER_BYTES; wanted *= 8) {
      const bytes = await source.peek(wanted);
      const header = parseHeader(bytes, bytes.length < wanted, nameOf(file));
      if (header !== undefined) return header;
    }
  } finally {
    await source.close();
  }
  throw new UnsupportedImage(
    `The header of ${quoted(nameOf(file))} is longer than ${formatBytes(MOST_HEADER_BYTES)}; no image has such a header.`,
  );
}

const FIRST_BYTES = 16 << 10;
const MOST_HEADER_BYTES = 64 << 20;

/** undefined when more bytes are needed, which there are unless the file is whole. */
function parseHeader(bytes: Uint8Array, whole: boolean, name: string): HeaderDataSet | undefined {
  const meta = readMetaInformation(bytes);
  if (meta?.transferSyntax === '') {
    throw new MalformedImage(`${quoted(name)} does not name its transfer syntax (0002,0010).`);
  }
  if (meta !== undefined) {
    const deflated = meta.transferSyntax === DEFLATED_LITTLE_ENDIAN;
    const rest = bytes.subarray(meta.end);
    const encoding = deflated ? EXPLICIT_LITTLE_ENDIAN : meta.transferSyntax;
    const dataSet = parseDataSet(deflated ? inflateStart(rest, name) : rest, encoding);
    const reachesPixels = dataSet?.elements[TAGS.PixelData] !== undefined;
    if (dataSet !== undefined && (whole || reachesPixels)) {
      return { dataSet, transferSyntax: meta.transferSyntax, dataSetStart: meta.end, deflated };
    }
  }
  if (!whole) return undefined;
  throw new MalformedImage(`The DICOM header of ${quoted(name)} is damaged or cut short.`);
}

/** As much as the bytes yield, which may be the start of the stream only. */
function inflateStart(bytes: Uint8Array, name: string): Uint8Array {
  try {
    const finishFlush = constants.Z_SYNC_FLUSH;
    return inflateRawSync(bytes, { finishFlush, maxOutputLength: MOST_HEADER_BYTES });
  } catch (cause) {
    if (errorCode(cause) === 'ERR_BUFFER_TOO_LARGE') {
      const most = formatBytes(MOST_HEADER_BYTES);
      throw new LimitExceeded(`The header of ${quoted(name)} inflates to more than ${most}.`, { cause });
    }
    throw new MalformedImage(`The deflated data set of ${quoted(name)} is corrupt.`, { cause });
  }
}
