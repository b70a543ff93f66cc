import { describe, expect, it } from '@jest/globals';
import { isSessionId, newSessionId } from './session-id.js';

const SOUND = '0b5f8a9e-3c1d-4e2f-8a7b-6c5d4e3f2a1b';

describe('isSessionId', () => {
  it.each([
    [SOUND, true, 'a version 4 UUID'],
    [SOUND.toUpperCase(), false, 'upper case: a second name for one folder on some file systems'],
    [SOUND.replace('-4', '-1'), false, 'version 1'],
    [SOUND.replace('-8', '-c'), false, 'another variant'],
    [`${SOUND}\n`, false, 'a line end'],
    [`{${SOUND}}`, false, 'braces'],
    [SOUND.replaceAll('-', ''), false, 'no hyphens'],
    [SOUND.replace('0b', '..'), false, 'dots'],
    [SOUND.replace('0', '٠'), false, 'a digit of another script'],
    ['../../etc/passwd', false, 'a path'],
    ['', false, 'nothing'],
    ['0'.repeat(1e6), false, 'a million characters'],
  ])('%.40j: %j, %s', (text, expected) => {
    expect(isSessionId(text)).toBe(expected);
  });
});

describe('newSessionId', () => {
  it('gives ids that pass, each once', () => {
    const ids = Array.from({ length: 1000 }, newSessionId);
    expect(ids.filter(isSessionId)).toHaveLength(1000);
    expect(new Set(ids).size).toBe(1000);
  });
});
