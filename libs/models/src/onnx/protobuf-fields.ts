import { PbfReader } from 'pbf';

/** A field of a protobuf message, as it lies in the bytes: whether it is a message too, only its schema knows. */
export interface ProtobufField {
  readonly number: number;
  readonly type: WireType;
  /** Where its value begins and ends, without the length of one that has a length. */
  readonly start: number;
  readonly end: number;
  /** The value of a varint; 0 for every other. */
  readonly value: number;
}

/** Protocol Buffers' encoding guide, "Message Structure"; 3 and 4, groups, are in no file of ours. */
export const WIRE = { varint: 0, fixed64: 1, bytes: 2, fixed32: 5 } as const;
export type WireType = (typeof WIRE)[keyof typeof WIRE];

/** The bytes are no message: a length beyond the end, a group, a field without a number. */
export class BrokenProtobuf extends Error {}

/** The fields from `start` to `end`. @throws BrokenProtobuf */
export function* protobufFields(bytes: Uint8Array, start: number, end: number): Generator<ProtobufField> {
  const reader = new PbfReader(bytes);
  for (let at = start; at < end;) {
    const field = readField(reader, at);
    if (field.end > end) throw new BrokenProtobuf(`A field at byte ${at} ends beyond its message.`);
    yield field;
    at = field.end;
  }
}

/** The head of a field; its value need not be among the bytes. @throws BrokenProtobuf */
export function readField(reader: PbfReader, at: number): ProtobufField {
  reader.pos = at;
  const tag = readVarint(reader);
  const number = Math.floor(tag / 8);
  const type = tag % 8;
  if (number === 0 || number > LAST_FIELD) throw new BrokenProtobuf(`Byte ${at} is no field.`);
  const value = type === WIRE.varint || type === WIRE.bytes ? readVarint(reader) : 0;
  const start = reader.pos;
  switch (type) {
    case WIRE.varint:
      return { number, type, start, end: start, value };
    case WIRE.bytes:
      return { number, type, start, end: start + value, value: 0 };
    case WIRE.fixed64:
      return { number, type, start, end: start + 8, value: 0 };
    case WIRE.fixed32:
      return { number, type, start, end: start + 4, value: 0 };
    default:
      throw new BrokenProtobuf(`Byte ${at} has wire type ${type}.`);
  }
}

const LAST_FIELD = 2 ** 29 - 1;

/** pbf reads on beyond the end of its bytes, and fails there with an error of its own or not at all. */
function readVarint(reader: PbfReader): number {
  try {
    const value = reader.readVarint();
    if (reader.pos <= reader.length && Number.isFinite(value)) return value;
  } catch (cause) {
    throw new BrokenProtobuf('A number has no end.', { cause });
  }
  throw new BrokenProtobuf('A number ends beyond the file.');
}
