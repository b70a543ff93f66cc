import { notDicom } from './trouble.js';

/** Fields of a command (PS3.7, E.1). */
export const COMMAND_FIELDS = { storeRequest: 0x0001, storeResponse: 0x8001, getResponse: 0x8010 } as const;

/** Elements of a command, all of group 0000 (PS3.7, E.1). */
export const COMMAND_ELEMENTS = {
  groupLength: 0x0000,
  affectedSopClassUid: 0x0002,
  commandField: 0x0100,
  messageId: 0x0110,
  respondedMessageId: 0x0120,
  dataSetType: 0x0800,
  status: 0x0900,
  remaining: 0x1020,
  affectedSopInstanceUid: 0x1000,
} as const;

/** Of the data set type: none follows. */
export const NO_DATA_SET = 0x0101;

/** What a message is and whether a data set follows. */
export interface CommandSet {
  readonly field: number;
  readonly hasDataSet: boolean;
  /** The same command that says that no data set follows. */
  readonly alone: () => Buffer;
  /** The number of an element; undefined when it is not there or none. */
  readonly uint16: (element: number) => number | undefined;
  /** The UID of an element, whatever it is; undefined when it is not there. */
  readonly uid: (element: number) => string | undefined;
}

/**
 * Looks at a command set: elements of group 0000 in Implicit VR Little Endian (PS3.7, 6.3.1).
 * @throws AssociationTrouble when it is not that
 */
export function readCommandSet(bytes: Buffer): CommandSet {
  const at = new Map<number, number>();
  let offset = 0;
  let previous = -1;
  while (offset < bytes.length) {
    if (offset + 8 > bytes.length || bytes.readUInt16LE(offset) !== 0) throw broken();
    const element = bytes.readUInt16LE(offset + 2);
    const end = offset + 8 + bytes.readUInt32LE(offset + 4);
    if (element <= previous || end > bytes.length) throw broken();
    at.set(element, offset + 8);
    previous = element;
    offset = end;
  }
  const typeAt = placeOf(at, COMMAND_ELEMENTS.dataSetType, bytes);
  return {
    field: bytes.readUInt16LE(placeOf(at, COMMAND_ELEMENTS.commandField, bytes)),
    hasDataSet: bytes.readUInt16LE(typeAt) !== NO_DATA_SET,
    alone() {
      const copy = Buffer.from(bytes);
      copy.writeUInt16LE(NO_DATA_SET, typeAt);
      return copy;
    },
    uint16(element) {
      const place = at.get(element);
      return place === undefined || bytes.readUInt32LE(place - 4) !== 2
        ? undefined
        : bytes.readUInt16LE(place);
    },
    uid(element) {
      const place = at.get(element);
      if (place === undefined) return undefined;
      const end = place + bytes.readUInt32LE(place - 4);
      // Filled up with NUL, by some with spaces (PS3.5, 9.1).
      return bytes.toString('latin1', place, end).replace(/[\0 ]+$/, '');
    },
  };
}

function placeOf(places: ReadonlyMap<number, number>, element: number, bytes: Buffer): number {
  const place = places.get(element);
  if (place === undefined || bytes.readUInt32LE(place - 4) !== 2) throw broken();
  return place;
}

const broken = (): Error => notDicom('a command is broken');
