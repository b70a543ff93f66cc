import { notDicom } from './trouble.js';

/** Fields of a command (PS3.7, E.1). */
export const COMMAND_FIELDS = { storeRequest: 0x0001, getResponse: 0x8010 } as const;

const COMMAND_FIELD = 0x0100;
const DATA_SET_TYPE = 0x0800;
const NO_DATA_SET = 0x0101;

/** What a message is and whether a data set follows. */
export interface CommandSet {
  readonly field: number;
  readonly hasDataSet: boolean;
  /** The same command that says that no data set follows. */
  readonly alone: () => Buffer;
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
  const typeAt = placeOf(at, DATA_SET_TYPE, bytes);
  return {
    field: bytes.readUInt16LE(placeOf(at, COMMAND_FIELD, bytes)),
    hasDataSet: bytes.readUInt16LE(typeAt) !== NO_DATA_SET,
    alone() {
      const copy = Buffer.from(bytes);
      copy.writeUInt16LE(NO_DATA_SET, typeAt);
      return copy;
    },
  };
}

function placeOf(places: ReadonlyMap<number, number>, element: number, bytes: Buffer): number {
  const place = places.get(element);
  if (place === undefined || bytes.readUInt32LE(place - 4) !== 2) throw broken();
  return place;
}

const broken = (): Error => notDicom('a command is broken');
