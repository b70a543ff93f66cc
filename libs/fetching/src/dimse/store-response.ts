import { COMMAND_ELEMENTS, COMMAND_FIELDS, NO_DATA_SET, type CommandSet } from './command-set.js';
import { pdvHeader } from './pdv-header.js';
import { notDicom } from './trouble.js';

/**
 * The answer to a C-STORE request (PS3.7, 9.3.1.2), as a PDU (PS3.8, 9.3.5).
 * @throws AssociationTrouble when the request is none that could be answered
 */
export function storeResponse(request: CommandSet, contextId: number, status: number): Buffer {
  const messageId = request.uint16(COMMAND_ELEMENTS.messageId);
  if (messageId === undefined) throw notDicom('a request has no number');
  const elements = COMMAND_ELEMENTS;
  const body = Buffer.concat([
    uidElement(elements.affectedSopClassUid, request.uid(elements.affectedSopClassUid)),
    element(elements.commandField, uint16(COMMAND_FIELDS.storeResponse)),
    element(elements.respondedMessageId, uint16(messageId)),
    element(elements.dataSetType, uint16(NO_DATA_SET)),
    element(elements.status, uint16(status)),
    uidElement(elements.affectedSopInstanceUid, request.uid(elements.affectedSopInstanceUid)),
  ]);
  const bytes = Buffer.concat([element(elements.groupLength, uint32(body.length)), body]);
  return Buffer.concat([pdvHeader({ contextId, command: true, last: true, bytes }), bytes]);
}

/** Of an even length, filled up with NUL (PS3.5, 9.1). */
const uidElement = (number: number, uid = ''): Buffer =>
  element(number, Buffer.from(uid.length % 2 === 1 ? `${uid}\0` : uid, 'latin1'));

/** Of group 0000, in Implicit VR Little Endian (PS3.7, 6.3.1). */
const element = (number: number, value: Buffer): Buffer =>
  Buffer.concat([uint16(0), uint16(number), uint32(value.length), value]);

const uint16 = (value: number): Buffer => Buffer.of(value & 0xff, value >> 8);

function uint32(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32LE(value);
  return bytes;
}
