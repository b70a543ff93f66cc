import type { FileHandle } from 'node:fs/promises';
import { PbfReader } from 'pbf';
import { BrokenProtobuf, readField, type WireType } from './protobuf-fields.js';

/** The longest tag (5 bytes) and the longest number or length (10). */
const HEAD_BYTES = 15;

/** Far more than any model has at its top: one graph, its operator sets, its functions and its notes. */
const MOST_FIELDS = 10_000;

/**
 * Which fields a file has at its top, each with its wire type, when all of the file is one protobuf message; undefined
 * when it is not. Reads the head of each field, never its value.
 */
export async function topLevelFields(
  handle: FileHandle,
  size: number,
): Promise<ReadonlyMap<number, WireType> | undefined> {
  const fields = new Map<number, WireType>();
  const head = new Uint8Array(HEAD_BYTES);
  let at = 0;
  try {
    for (let count = 0; at < size; count += 1) {
      if (count === MOST_FIELDS) return undefined;
      const { bytesRead } = await handle.read(head, 0, HEAD_BYTES, at);
      const { number, type, end } = readField(new PbfReader(head.subarray(0, bytesRead)), 0);
      fields.set(number, type);
      at += end;
    }
  } catch (error) {
    if (error instanceof BrokenProtobuf) return undefined;
    throw error;
  }
  return at === size ? fields : undefined;
}
