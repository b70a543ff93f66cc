import { readFile, stat } from 'node:fs/promises';
import { setImmediate as breathe } from 'node:timers/promises';
import { UnfitModel } from '../unfit-model.js';
import { ONNX_MESSAGES, TENSOR, type OnnxMessage } from './onnx-messages.js';
import { BrokenProtobuf, WIRE, protobufFields, type ProtobufField } from './protobuf-fields.js';

/** A file beside a network that holds weights of it (onnx.proto, "external_data"). */
export interface ExternalData {
  /** As the network writes it: relative to the folder that the network lies in, and not to be trusted. */
  readonly location: string;
  /** How many bytes the file must have at least. */
  readonly bytes: number;
}

/** Protobuf's own limit of one message. */
const MOST_BYTES = 2 ** 31 - 1;

/** Networks of ten thousand nodes have a few hundred thousand. */
const MOST_FIELDS = 5_000_000;

/** Fields that are walked before others have their turn on this thread: some milliseconds. */
const AT_A_TIME = 50_000;

/**
 * The files that an ONNX network has beside it, each once.
 * @throws UnfitModel for a network that breaks its own format, or is too large to be one.
 */
export async function externalDataOf(file: string): Promise<readonly ExternalData[]> {
  const { size } = await stat(file);
  if (size > MOST_BYTES) {
    throw new UnfitModel(
      'The network has more than 2 GiB in one file, which ONNX does not allow: save its weights as external data.',
    );
  }
  try {
    return await walk(await readFile(file));
  } catch (error) {
    if (!(error instanceof BrokenProtobuf)) throw error;
    throw new UnfitModel(`The network is no sound ONNX file: ${error.message} Export it again.`, {
      cause: error,
    });
  }
}

interface Range {
  readonly message: OnnxMessage;
  readonly start: number;
  readonly end: number;
}

/** By a list of what is still to be looked at, not by recursion: how deep a file is nested is up to who made it. */
async function walk(bytes: Uint8Array): Promise<readonly ExternalData[]> {
  const files = new Map<string, number>();
  const waiting: Range[] = [{ message: 'model', start: 0, end: bytes.length }];
  let seen = 0;
  for (let range = waiting.pop(); range !== undefined; range = waiting.pop()) {
    const external: ProtobufField[] = [];
    for (const field of protobufFields(bytes, range.start, range.end)) {
      seen += 1;
      if (seen > MOST_FIELDS) throw new BrokenProtobuf(`It has more than ${MOST_FIELDS} fields.`);
      if (seen % AT_A_TIME === 0) await breathe();
      if (field.type !== WIRE.bytes) continue;
      if (range.message === 'tensor' && field.number === TENSOR.externalData) external.push(field);
      const message = ONNX_MESSAGES[range.message][field.number];
      if (message !== undefined) waiting.push({ message, start: field.start, end: field.end });
    }
    if (external.length > 0) note(files, readExternal(bytes, external));
  }
  return [...files].map(([location, least]) => ({ location, bytes: least }));
}

function note(files: Map<string, number>, { location, bytes }: ExternalData): void {
  files.set(location, Math.max(files.get(location) ?? 0, bytes));
}

/** Whatever `data_location` says: a tensor that names a file may be read from it. */
function readExternal(bytes: Uint8Array, entries: readonly ProtobufField[]): ExternalData {
  const said = new Map(entries.map((entry) => readEntry(bytes, entry)));
  const location = said.get('location');
  if (location === undefined)
    throw new BrokenProtobuf('A tensor lies in another file and does not say in which.');
  return { location, bytes: countOf(said.get('offset')) + countOf(said.get('length')) };
}

/** A StringStringEntryProto: key 1, value 2. */
function readEntry(bytes: Uint8Array, { start, end }: ProtobufField): readonly [string, string] {
  const parts = ['', ''];
  for (const field of protobufFields(bytes, start, end)) {
    if (field.type !== WIRE.bytes || field.end - field.start > MOST_TEXT) continue;
    parts[field.number - 1] = Buffer.from(bytes.subarray(field.start, field.end)).toString('utf8');
  }
  const [key = '', value = ''] = parts;
  return [key, value];
}

/** Of a location no file system takes more. */
const MOST_TEXT = 4096;

function countOf(text = '0'): number {
  const count = Number(text);
  if (/^\d+$/.test(text) && Number.isSafeInteger(count)) return count;
  throw new BrokenProtobuf(
    `A tensor lies at ${JSON.stringify(text.slice(0, 32))} of another file: no number of bytes.`,
  );
}
