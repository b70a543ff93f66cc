import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { testInstance } from '../testing/test-instance.js';
import { findSeriesUid } from './find-series-uid.js';

const EXPLICIT = '1.2.840.10008.1.2.1';
const IMPLICIT = '1.2.840.10008.1.2';
const hex = (text: string): Buffer => Buffer.from(text.replaceAll(' ', ''), 'hex');
const UID_1_2 = hex('2000 0e00 5549 0400 312e3200 00000000');

describe('findSeriesUid', () => {
  it.each<[string, string, Buffer, string | undefined]>([
    ['past sequences of undefined length that have one too', EXPLICIT, testInstance({ number: 1 }).dataSet, '2.25.1.1'],
    ['in a compressed instance', '1.2.840.10008.1.2.5', testInstance({ number: 1, transferSyntaxUid: '1.2.840.10008.1.2.5' }).dataSet, '2.25.1.1'],
    ['alone', EXPLICIT, UID_1_2, '1.2'],
    ['in Implicit VR', IMPLICIT, hex('0800 0500 02000000 4142 2000 0e00 04000000 312e3200 00000000'), '1.2'],
    ['past an unknown element of undefined length, whose items are in Implicit VR', EXPLICIT, Buffer.concat([hex('0900 0110 554e 0000 ffffffff feff00e0 ffffffff 2000 0e00 02000000 3900 feff0de0 00000000 feffdde0 00000000'), UID_1_2]), '1.2'],
    ['not where it is missing', EXPLICIT, hex('2000 1000 5348 0200 3120 00000000'), undefined],
    ['not where it is cut off', EXPLICIT, UID_1_2.subarray(0, 11), undefined],
    ['not past a length that lies', EXPLICIT, hex('0800 0500 4353 ffff 4142 4142 4142'), undefined],
    ['not in nothing', EXPLICIT, Buffer.of(), undefined],
    ['not past ends without a beginning', EXPLICIT, Buffer.concat([hex('feffdde0 00000000 00000000'), UID_1_2]), undefined],
    ['not below any depth', EXPLICIT, Buffer.concat([...Array.from({ length: 200 }, () => hex('0800 3210 5351 0000 ffffffff feff00e0 ffffffff')), UID_1_2]), undefined],
  ])('finds it %s', (_what, syntax, bytes, uid) => {
    expect(findSeriesUid(bytes, syntax)).toBe(uid);
  }); // prettier-ignore

  it('ends, whatever it is given', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 400 }), fc.boolean(), (bytes, implicit) => {
        findSeriesUid(Buffer.from(bytes), implicit ? IMPLICIT : EXPLICIT);
      }),
    );
  });
});
