import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { PduFramer } from './pdu-framer.js';

const pdu = (type: number, body: Buffer): Buffer => {
  const header = Buffer.alloc(6);
  header.writeUInt8(type, 0);
  header.writeUInt32BE(body.length, 2);
  return Buffer.concat([header, body]);
};

describe('PduFramer', () => {
  it('gives the same PDUs however the bytes come', () => {
    const bodies = fc.array(fc.uint8Array({ maxLength: 300 }), { maxLength: 8 });
    fc.assert(
      fc.property(bodies, fc.array(fc.integer({ min: 1, max: 50 }), { minLength: 1 }), (all, cuts) => {
        const sent = all.map((body) => pdu(4, Buffer.from(body)));
        const bytes = Buffer.concat(sent);
        const framer = new PduFramer();
        const got: Buffer[] = [];
        for (let at = 0, turn = 0; at < bytes.length; turn++) {
          const length = cuts[turn % cuts.length] ?? 1;
          framer.push(bytes.subarray(at, at + length));
          at += length;
          for (let one = framer.next(); one; one = framer.next()) got.push(one);
        }
        expect(got.map((one) => one.toString('hex'))).toEqual(sent.map((one) => one.toString('hex')));
      }),
    );
  });

  it.each([
    ['a length of 4 GiB', Buffer.from([4, 0, 0xff, 0xff, 0xff, 0xff]), /4294967301 bytes/],
    ['a web server', Buffer.from('HTTP/1.1 400'), /web server/],
    ['an alert of TLS', Buffer.from([21, 3, 1, 0, 2, 2, 80]), /wants? TLS/],
    ['an unknown type', Buffer.from([8, 0, 0, 0, 0, 4]), /sent 8 where/],
  ])('refuses %s by its header', (_what, bytes, why) => {
    const framer = new PduFramer();
    framer.push(bytes);
    expect(() => framer.next()).toThrow(
      expect.objectContaining({ trouble: { kind: 'not DICOM', why: expect.stringMatching(why) } }),
    );
  });
});
