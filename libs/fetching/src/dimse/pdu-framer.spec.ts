import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { ControlPdu, Pdv } from './pdu.js';
import { PduFramer } from './pdu-framer.js';

const pdu = (type: number, body: Buffer): Buffer => {
  const header = Buffer.alloc(6);
  header.writeUInt8(type, 0);
  header.writeUInt32BE(body.length, 2);
  return Buffer.concat([header, body]);
};

const fragment = ({ contextId, command, last, bytes }: Pdv): Buffer => {
  const header = Buffer.alloc(6);
  header.writeUInt32BE(2 + bytes.length, 0);
  header.writeUInt8(contextId, 4);
  header.writeUInt8((command ? 1 : 0) + (last ? 2 : 0), 5);
  return Buffer.concat([header, bytes]);
};

const bytes = fc.uint8Array({ maxLength: 300 }).map((all) => Buffer.from(all));
const pdvs = fc.array(
  fc.record({ contextId: fc.constantFrom(1, 3), command: fc.boolean(), last: fc.boolean(), bytes }),
  { minLength: 1, maxLength: 4 },
);
const controls = fc
  .record({ type: fc.constantFrom(1, 2, 3, 5, 6, 7), bytes })
  .map(({ type, bytes: body }) => ({
    type,
    bytes: pdu(type, body),
  }));
const lines = fc.array(fc.oneof(pdvs, fc.tuple(controls)), { maxLength: 8 });

const bytesOf = (line: readonly (ControlPdu | Pdv)[]): Buffer => {
  const all = line.map((one) => ('contextId' in one ? fragment(one) : one.bytes));
  const isData = line.some((one) => 'contextId' in one);
  return isData ? pdu(4, Buffer.concat(all)) : Buffer.concat(all);
};

/** In words, those together that belong to one message. */
function told(all: readonly (ControlPdu | Pdv)[]): readonly string[] {
  const words: string[] = [];
  let before = '';
  for (const one of all) {
    const name = 'contextId' in one ? `${one.contextId} ${one.command}: ` : `type ${one.type}: `;
    const open = name === before ? words.pop() : undefined;
    words.push(`${open ?? name}${one.bytes.toString('hex')}`);
    before = 'contextId' in one && !one.last ? name : '';
  }
  return words;
}

/** What is framed of bytes that come in parts in the same memory, by one who is too slow to take all at once. */
function framed(sent: Buffer, cuts: readonly number[]): readonly (ControlPdu | Pdv)[] {
  const framer = new PduFramer();
  const memory = Buffer.alloc(50);
  const got: (ControlPdu | Pdv)[] = [];
  const take = (most: number): void => {
    for (let taken = 0; taken < most; taken++) {
      const one = framer.next();
      if (!one) return;
      got.push({ ...one, bytes: Buffer.from(one.bytes) });
    }
  };
  for (let at = 0, turn = 0; at < sent.length; turn++) {
    const length = sent.copy(memory, 0, at, at + (cuts[turn % cuts.length] ?? 1));
    framer.push(memory.subarray(0, length));
    at += length;
    take(turn % 2);
    framer.keep();
  }
  take(Infinity);
  return got;
}

describe('PduFramer', () => {
  it('gives the same messages however the bytes come', () => {
    fc.assert(
      fc.property(lines, fc.array(fc.integer({ min: 1, max: 50 }), { minLength: 1 }), (all, cuts) => {
        const got = framed(Buffer.concat(all.map(bytesOf)), cuts);
        expect(told(got)).toEqual(told(all.flat()));
      }),
    );
  });

  it('waits for the rest of neither a PDU nor a PDV', () => {
    const whole = bytesOf([{ contextId: 1, command: false, last: true, bytes: Buffer.from('pixels') }]);
    const first = framed(whole.subarray(0, -3), [50]);
    expect(first).toEqual([{ contextId: 1, command: false, last: false, bytes: Buffer.from('pix') }]);
  });

  it.each([
    ['a length of 4 GiB', Buffer.from([4, 0, 0xff, 0xff, 0xff, 0xff]), /4294967301 bytes/],
    ['a web server', Buffer.from('HTTP/1.1 400'), /web server/],
    ['an alert of TLS', Buffer.from([21, 3, 1, 0, 2, 2, 80]), /wants? TLS/],
    ['an unknown type', Buffer.from([8, 0, 0, 0, 0, 4]), /sent 8 where/],
    ['data without a fragment', Buffer.from([4, 0, 0, 0, 0, 0]), /empty/],
    ['a fragment longer than its PDU', Buffer.from([4, 0, 0, 0, 0, 7, 0, 0, 0, 4, 1, 0, 9]), /lies about/],
    ['a fragment shorter than its header', Buffer.from([4, 0, 0, 0, 0, 6, 0, 0, 0, 1, 1, 0]), /lies about/],
    ['the start of a second fragment', pdu(4, Buffer.concat([fragment({ contextId: 1, command: true, last: true, bytes: Buffer.alloc(1) }), Buffer.alloc(5)])), /ends within its header/],
  ])('refuses %s by its header', (_what, sent, why) => {
    expect(() => framed(sent, [50])).toThrow(
      expect.objectContaining({ trouble: { kind: 'not DICOM', why: expect.stringMatching(why) } }),
    );
  }); // prettier-ignore
});
