import { MalformedRequest } from './errors/malformed-request.js';

const BOUNDARY = /;\s*boundary\s*=\s*(?:"([^"]*)"|([^\s;"]+))/gi;

// RFC 2046 section 5.1.1 allows fewer; the Python client's boundary holds a `$` and works everywhere.
const USABLE = /^[\x20\x21\x23-\x5b\x5d-\x7e]{0,199}[\x21\x23-\x5b\x5d-\x7e]$/;

/** Whether a body says that it is a form of parts, each perhaps a file. */
export const isForm = (header: string | undefined): boolean =>
  header !== undefined && /^\s*multipart\/form-data\s*(?:;|$)/i.test(header);

/**
 * A clean multipart header for the parser, from whatever the client sent. Where the boundary occurs twice
 * the last is real: curl appends its own to a header that the user wrote.
 *
 * @throws MalformedRequest when the body is no form or has no boundary
 */
export function multipartContentType(header: string | undefined): string {
  if (header === undefined || !isForm(header)) {
    throw new MalformedRequest(
      `The body is ${header === undefined ? 'of no type' : `of type ${header.slice(0, 80)}`}; multipart/form-data was expected.`,
    );
  }
  const found = [...header.matchAll(BOUNDARY)].at(-1);
  const boundary = found?.[1] ?? found?.[2];
  if (boundary === undefined || !USABLE.test(boundary)) {
    throw new MalformedRequest(
      'The Content-Type is multipart/form-data without a boundary that can be used.',
    );
  }
  return `multipart/form-data; boundary="${boundary}"`;
}
