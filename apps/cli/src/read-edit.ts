import { createReadStream } from 'node:fs';
import { text } from 'node:stream/consumers';
import { decodeFixPolygon, decodeParamsText, type DecodedEdit } from '@aiaa/http-contract';
import { TaggedError } from '@aiaa/volume/errors';
import { FileProblem } from './file-problem.js';
import { fileProblemOf } from './file-problem-of.js';
import { requireFile } from './require-file.js';

/** As much as the server takes of params by default. */
const LONGEST_EDIT = 16 * 1024 ** 2;

/** Reads an edit of polygons from a file of the params of `POST /v1/fixpolygon`. @throws FileProblem */
export async function readEdit(path: string): Promise<DecodedEdit> {
  await requireFile(path);
  // `end` is the last byte that is read: one too many shows that there are more.
  const params = await text(createReadStream(path, { end: LONGEST_EDIT })).catch((cause: unknown) => {
    throw fileProblemOf([path], cause);
  });
  if (params.length > LONGEST_EDIT)
    throw new FileProblem(`${path} is longer than ${LONGEST_EDIT} characters, and no edit is.`);
  try {
    return decodeFixPolygon(decodeParamsText(params, LONGEST_EDIT));
  } catch (cause) {
    if (!(cause instanceof TaggedError)) throw cause;
    throw new FileProblem(`${path}: ${cause.message}`, { cause });
  }
}
