import { open } from 'node:fs/promises';
import { topLevelFields } from '../onnx/top-level-fields.js';
import { MODEL } from '../onnx/onnx-messages.js';
import { WIRE, type WireType } from '../onnx/protobuf-fields.js';

/** What a file of weights is, by its bytes; what it is called plays no part. */
export type WeightsKind =
  | 'onnx'
  | 'zip'
  | 'empty'
  | 'graph-def'
  | 'saved-model'
  | 'pickle'
  | 'hdf5'
  | 'safetensors'
  | 'tensorrt'
  | 'tflite'
  | 'ort'
  | 'gzip'
  | 'unknown';

const SNIFFED_BYTES = 16;

/** Never throws for what the bytes are; what the file system refuses comes as it is. */
export async function weightsKind(file: string): Promise<WeightsKind> {
  const handle = await open(file, 'r');
  try {
    const { size } = await handle.stat();
    if (size === 0) return 'empty';
    const first = Buffer.alloc(Math.min(SNIFFED_BYTES, size));
    await handle.read(first, 0, first.length, 0);
    return magicOf(first, size) ?? protobufKind(await topLevelFields(handle, size));
  } finally {
    await handle.close();
  }
}

const MAGIC: readonly (readonly [WeightsKind, number, string])[] = [
  ['zip', 0, 'PK\x03\x04'], // APPNOTE.TXT 4.3.7
  ['zip', 0, 'PK\x05\x06'], // 4.3.16: an archive of nothing
  ['hdf5', 0, '\x89HDF\r\n\x1a\n'], // HDF5 file format specification, II.A
  ['tensorrt', 0, 'ptrt'], // plans of TensorRT up to 8.4
  ['tensorrt', 0, 'ftrt'], // and after
  ['tflite', 4, 'TFL3'], // the file identifier of its FlatBuffers schema
  ['ort', 4, 'ORTM'], // ONNX Runtime's own format
  ['gzip', 0, '\x1f\x8b\x08'], // RFC 1952, 2.3.1
];

function magicOf(first: Buffer, size: number): WeightsKind | undefined {
  const magic = MAGIC.find(([, at, text]) => first.toString('latin1', at, at + text.length) === text);
  if (magic !== undefined) return magic[0];
  if (isPickle(first)) return 'pickle';
  return isSafetensors(first, size) ? 'safetensors' : undefined;
}

/** The opcode PROTO and a version of 2 to 5 (PEP 307, PEP 574); a message of protobuf does not begin so. */
const isPickle = (first: Buffer): boolean =>
  first[0] === 0x80 && (first[1] ?? 0) >= 2 && (first[1] ?? 9) <= 5;

/** Eight bytes of length, then a header of JSON. */
const isSafetensors = (first: Buffer, size: number): boolean =>
  first.length > 8 && first[8] === 0x7b && first.readBigUInt64LE(0) <= BigInt(size - 8);

/** `saved_model.pb` begins with the version of its schema, as ONNX does, but its graphs are field 2. */
function protobufKind(fields: ReadonlyMap<number, WireType> | undefined): WeightsKind {
  if (fields === undefined) return 'unknown';
  const has = (number: number, type: WireType) => fields.get(number) === type;
  if (has(MODEL.graph, WIRE.bytes) && has(MODEL.irVersion, WIRE.varint)) {
    return has(MODEL.opsetImport, WIRE.bytes) ? 'onnx' : 'unknown';
  }
  if (has(1, WIRE.varint) && has(2, WIRE.bytes)) return 'saved-model';
  const isGraphDef = has(1, WIRE.bytes) && [...fields.keys()].every((number) => number <= 5);
  return isGraphDef ? 'graph-def' : 'unknown';
}
