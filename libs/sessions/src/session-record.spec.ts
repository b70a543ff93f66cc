import { describe, expect, it } from '@jest/globals';
import { newSessionId } from './session-id.js';
import {
  RECORD_LIMIT,
  decodeRecord,
  encodeRecord,
  isFileName,
  type SessionRecord,
} from './session-record.js';

const id = newSessionId();
const record: SessionRecord = {
  id,
  files: [{ file: 'image', name: '../ü "x".nii' }],
  createdAt: 1e12,
  expirySeconds: 0.5,
  bytes: 3,
  facts: { ['__proto__']: 1, deep: [{ a: null }] },
};
const text = (change: Record<string, unknown> = {}): string =>
  JSON.stringify({ format: 1, ...record, ...change });

describe('a session record', () => {
  it('reads what it wrote', () => {
    expect(decodeRecord(encodeRecord(record).toString(), id)).toEqual(record);
  });

  it.each([
    ['no text', ''],
    ['half a record', text().slice(0, 40)],
    ['null', 'null'],
    ['a list', '[]'],
    ['of another format', text({ format: 2 })],
    ['of another session', text({ id: newSessionId() })],
    ['without files', text({ files: undefined })],
    ['with files that are no list', text({ files: { length: 0 } })],
    ['with a file that is null', text({ files: [null] })],
    ['with a file that is a path', text({ files: [{ file: '../../etc/passwd', name: 'x' }] })],
    ['with a file that is the record', text({ files: [{ file: 'session.json', name: 'x' }] })],
    ['with a file without a name', text({ files: [{ file: 'image' }] })],
    [
      'with one sound file and one that is not',
      text({
        files: [
          { file: 'a', name: 'a' },
          { file: 1, name: 'b' },
        ],
      }),
    ],
    ['made at no time', text({ createdAt: '2026' })],
    ['with an expiry that overflows', text().replace('0.5', '1e999')],
    ['with a negative expiry', text({ expirySeconds: -1 })],
    ['without bytes', text({ bytes: null })],
    ['with facts that are a list', text({ facts: [] })],
    ['without facts', text({ facts: undefined })],
  ])('is none when it is %s', (_what, damaged) => {
    expect(decodeRecord(damaged, id)).toBeUndefined();
  });

  it('is not written longer than it would be read', () => {
    const tooLong = { ...record, facts: { note: 'x'.repeat(RECORD_LIMIT) } };
    expect(() => encodeRecord(tooLong)).toThrow(expect.objectContaining({ tag: 'LimitExceeded' }));
  });
});

describe('isFileName', () => {
  it.each(['image', 'image.nii.gz', '...', '-rf', 'ü', ' ', 'session.json.bak'])('%j is', (name) => {
    expect(isFileName(name)).toBe(true);
  });

  it.each(['', '.', '..', 'a/b', '/', 'a\\b', 'a\0', 'session.json', 'used'])('%j is not', (name) => {
    expect(isFileName(name)).toBe(false);
  });
});
