import { describe, expect, it } from '@jest/globals';
import { newSessionId } from './session-id.js';
import { hasWaited, parseTombstone, sessionIdOf, tombstoneName } from './tombstone.js';

const id = newSessionId();

describe('tombstones', () => {
  it.each([0, 1_767_225_600_000, -5])('tell their time, %d, by their name', (buriedAt) => {
    expect(parseTombstone(tombstoneName({ id, buriedAt }))).toEqual({ id, buriedAt });
  });

  it.each<[name: string, expected: string | undefined, reason: string]>([
    [id, id, 'a session'],
    [`${id}.gone-12`, id, 'a tombstone'],
    [`${id}.gone-`, undefined, 'no time'],
    [`${id}.gone-1.5`, undefined, 'no whole time'],
    [`${id}.gone-1e5`, undefined, 'no digits'],
    [`${id}.gone-12.gone-13`, undefined, 'twice gone'],
    [`x${id}.gone-12`, undefined, 'no id'],
    ['.gone-12', undefined, 'no id'],
    ['lost+found', undefined, 'a stranger'],
  ])('%j holds %j (%s)', (name, expected) => {
    expect(sessionIdOf(name)).toBe(expected);
  });

  it.each([
    [59_999, false],
    [60_000, true],
    [-59_999, false],
    [-60_000, true],
  ])('%d ms after the burial has waited: %j', (age, expected) => {
    expect(hasWaited({ id, buriedAt: 1e12 }, 1e12 + age)).toBe(expected);
  });
});
