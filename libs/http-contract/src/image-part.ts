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

/** Refuses a request that carries no file where one is needed. */
export const noFile = (): MalformedRequest =>
  new MalformedRequest('The request carries no image: send one file part, such as image=@volume.nii.gz.');

const LONGEST_NAME = 100;

/**
 * What a file part is called from here on: the client's own name for the file, or else the name of its field, as
 * far as both can be shown: letters of any script, which tell files apart and put them in order. Clients send whole local paths, POSIX and Windows; none of that may reach our file
 * system or a log. Of a long name the end is kept, with the number and the suffix that tell files apart.
 */
export const imageName = ({ fileName, name }: Pick<FormPart, 'fileName' | 'name'>): string =>
  [fileName, name].map(shown).find((text) => /[\p{L}\p{N}_]/u.test(text)) ?? 'image';

const shown = (text = ''): string =>
  (text.split(/[/\\]/).at(-1) ?? '').slice(-LONGEST_NAME).replaceAll(/[^\p{L}\p{M}\p{N}_.+ -]/gu, '_');
