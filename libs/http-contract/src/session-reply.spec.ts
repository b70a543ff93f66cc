import { describe, expect, it } from '@jest/globals';
import { asciiJson } from './ascii-json.js';
import { encodeSession, encodeSessionInfo, type SessionSummary } from './session-reply.js';

const ID = '9ad970be-530e-41ea-84e3-0242ac110007';
const SESSION: SessionSummary = {
  id: ID,
  name: 'größe.nii.gz',
  createdAt: 1_700_000_000_999,
  lastUsedAt: 1_700_000_060_001,
  expirySeconds: 3600,
  facts: { size: [96, 80, 30], spacing: [0.8, 0.8, 2.5], warnings: ['The orientation is a guess.'] },
};

const INFO = {
  session_id: ID,
  image: 'größe.nii.gz',
  create_ts: 1_700_000_000,
  last_access_ts: 1_700_000_060,
  expiry: 3600,
  meta: { size: [96, 80, 30], spacing: [0.8, 0.8, 2.5], warnings: ['The orientation is a guess.'] },
};

describe('a session on the wire', () => {
  it('answers PUT with the id as a string, and what is known beside it', () => {
    expect(encodeSession(SESSION)).toEqual({ session_id: ID, session_info: INFO });
  });

  it('answers GET with what is known, times in whole seconds', () => {
    expect(encodeSessionInfo(SESSION)).toEqual(INFO);
  });

  it('is ASCII', () => {
    const json = asciiJson(encodeSession(SESSION));
    expect(json).toMatch(/^[\x20-\x7e]+$/);
    expect(JSON.parse(json).session_info.image).toBe('größe.nii.gz');
  });

  it('tells no path, whatever else the server knows of a session', () => {
    const stored = { ...SESSION, files: [{ path: '/secret/a.nii', name: 'a.nii' }], bytes: 7 };
    expect(encodeSession(stored)).toEqual({ session_id: ID, session_info: INFO });
  });
});
