import { MalformedRequest } from './errors/malformed-request.js';

/** The header of one part of a form. */
export interface FormPart {
  readonly name: string | undefined;
  readonly fileName: string | undefined;
  readonly contentType: string | undefined;
}

/**
 * Whether a part is a file: the clients call it datapoint, image, image0 or file, so the name says nothing
 * but for `params`, which is text even when curl sends it from a file.
 */
export const isFilePart = (part: FormPart): boolean =>
  part.name !== 'params' && (part.fileName !== undefined || part.contentType === 'application/octet-stream');

/** Refuses the second file of a request. */
export const severalFiles = (): MalformedRequest =>
  new MalformedRequest('The request carries more than one file: several files come later, send one image.');

/** Refuses a request that carries no file where one is needed. */
export const noFile = (): MalformedRequest =>
  new MalformedRequest('The request carries no image: send one file part, such as image=@volume.nii.gz.');

/**
 * All that is kept of a client's file name: `image` with its suffix in lower case. Clients send whole local
 * paths, POSIX and Windows; none of that may reach our file system.
 */
export function imageName(fileName: string | undefined): string {
  const base = fileName?.split(/[/\\]/).at(-1) ?? '';
  const [suffix = ''] = /(?:\.[a-z0-9]{1,8})?\.gz$|\.[a-z0-9]{1,8}$/.exec(base.toLowerCase()) ?? [];
  return `image${suffix}`;
}
