import { describe, expect, it } from '@jest/globals';
import { COMMAND_ELEMENTS } from './command-set.js';
import { MessageReader } from './message-reader.js';

const element = (number: number, value: Buffer): Buffer => {
  const header = Buffer.alloc(8);
  header.writeUInt16LE(number, 2);
  header.writeUInt32LE(value.length, 4);
  return Buffer.concat([header, value]);
};
const short = (value: number): Buffer => Buffer.from([value & 0xff, value >> 8]);
const command = (field: number, dataSet: boolean, ...more: readonly Buffer[]): Buffer =>
  Buffer.concat([element(0x0100, short(field)), element(0x0800, short(dataSet ? 1 : 0x0101)), ...more]);

const [STORE_REQUEST, GET_RESPONSE, FIND_REQUEST] = [0x0001, 0x8010, 0x0020];

interface Piece {
  readonly command: boolean;
  readonly last: boolean;
  readonly bytes: Buffer;
}
const whole = (bytes: Buffer): Piece => ({ command: true, last: true, bytes });
const data = (bytes: string, last = true): Piece => ({ command: false, last, bytes: Buffer.from(bytes) });

/** What is heard of these PDVs, all in the same memory. */
function heard(pieces: readonly Piece[], contextId = 1): readonly string[] {
  const events: string[] = [];
  const reader = new MessageReader(new Set([1, 3]), {
    onResponse: (pdu) => events.push(`response of ${pdu.length} bytes`),
    onRemaining: (instances) => events.push(`${instances} to come`),
    onStore: (store, id) =>
      events.push(`store ${store.uid(COMMAND_ELEMENTS.affectedSopInstanceUid)} in ${id}`),
    onData: (bytes, last) => events.push(`${bytes.toString()}${last ? ', the last' : ''}`),
  });
  const memory = Buffer.alloc(1000);
  for (const piece of pieces) {
    const length = piece.bytes.copy(memory);
    reader.take({ contextId, ...piece, bytes: memory.subarray(0, length) });
  }
  return events;
}

describe('MessageReader', () => {
  const store = command(STORE_REQUEST, true, element(0x1000, Buffer.from('1.2\0')));
  const response = command(GET_RESPONSE, false);
  const heardResponse = `response of ${response.length + 12} bytes`;
  const pending = (...more: readonly Buffer[]): Piece =>
    whole(command(GET_RESPONSE, false, element(0x0900, short(0xff00)), ...more));

  it.each<[string, readonly Piece[], readonly string[]]>([
    ['a command and its data set', [whole(store), data('ab', false), data('c')], ['store 1.2 in 1', 'ab', 'c, the last']],
    ['a command in pieces', [{ command: true, last: false, bytes: store.subarray(0, 5) }, whole(store.subarray(5))], ['store 1.2 in 1']],
    ['two responses', [whole(response), whole(response)], [heardResponse, heardResponse]],
    ['no data set of a response', [whole(command(GET_RESPONSE, true)), data('failed'), whole(response)], [heardResponse, heardResponse]],
    ['how many are still to come', [pending(element(0x1020, short(259)))], ['259 to come']],
    ['that more is to come', [pending(), pending(element(0x1020, Buffer.alloc(4)))], ['undefined to come', 'undefined to come']],
  ])('hears %s', (_what, pieces, events) => {
    expect(heard(pieces)).toEqual(events);
  }); // prettier-ignore

  it.each<[string, readonly Piece[], RegExp]>([
    ['data first', [data('x')], /out of order/],
    ['a command within a data set', [whole(store), data('x', false), whole(store)], /out of order/],
    ['another request', [whole(command(FIND_REQUEST, true))], /request of type 32/],
    ['an instance without data', [whole(command(STORE_REQUEST, false))], /without a data set/],
    ['no command field', [whole(element(0x0800, short(1)))], /broken/],
    ['elements out of order', [whole(Buffer.concat([element(0x0800, short(1)), element(0x0100, short(1))]))], /broken/],
    ['a field of four bytes', [whole(Buffer.concat([element(0x0100, Buffer.alloc(4)), element(0x0800, short(1))]))], /broken/],
    ['a cut off command', [whole(store.subarray(0, -1))], /broken/],
  ])('refuses %s', (_what, pieces, why) => {
    expect(() => heard(pieces)).toThrow(expect.objectContaining({ trouble: { kind: 'not DICOM', why: expect.stringMatching(why) } }));
  }); // prettier-ignore

  it('refuses a context that was not agreed on', () => {
    expect(() => heard([whole(store)], 5)).toThrow(expect.objectContaining({ trouble: { kind: 'not DICOM', why: expect.stringMatching(/not agreed/) } }));
  }); // prettier-ignore
});
