import { BrokenInvariant } from '@aiaa/volume/errors';
import { asciiJson } from './ascii-json.js';

/** The frame of a multipart answer: what goes before and after the bytes of its file. All of it is ASCII. */
export interface ReplyLayout {
  readonly contentType: string;
  readonly head: string;
  readonly tail: string;
}

export interface ReplyParts {
  readonly params: Readonly<Record<string, unknown>>;
  /** Left out where there is no file, as for a classification: the params are the only part then. */
  readonly fileName?: string;
  /** Must not occur in the file; 70 characters at most (RFC 2046 section 5.1.1). */
  readonly boundary: string;
}

/**
 * Lays out the answer that both client families read: the body starts with the boundary, because the C++
 * client guesses it from the first line; one text part `params` first, of which that client keeps the last;
 * then at most one file part, whose quoted file name is how both tell that it is a file. Without a file the params
 * still come as multipart: of plain JSON the Python client makes bytes, on which its own test program fails.
 *
 * @throws BrokenInvariant when a boundary or a file name would break the frame
 */
export function layOutReply({ params, fileName, boundary }: ReplyParts): ReplyLayout {
  if (!/^[\w.-]{1,70}$/.test(boundary))
    throw new BrokenInvariant(`The boundary ${boundary} would break a reply.`);
  const head = [
    `--${boundary}`,
    'Content-Disposition: form-data; name="params"',
    'Content-Type: application/json',
    '',
    asciiJson(params),
    ...(fileName === undefined ? [] : [`--${boundary}`, ...fileHead(fileName)]),
  ];
  return {
    contentType: `multipart/form-data; boundary=${boundary}`,
    head: head.join('\r\n'),
    tail: `\r\n--${boundary}--\r\n`,
  };
}

function fileHead(fileName: string): readonly string[] {
  if (!/^[\w.-]+$/.test(fileName))
    throw new BrokenInvariant(`The file name ${fileName} would break a reply.`);
  return [
    `Content-Disposition: form-data; name="image"; filename="${fileName}"`,
    'Content-Type: application/octet-stream',
    '',
    '',
  ];
}

/** The exact length of the body. Chunks instead would end up inside the file that the Python client saves. */
export const replyLength = (layout: ReplyLayout, fileBytes: number): number =>
  layout.head.length + fileBytes + layout.tail.length;
