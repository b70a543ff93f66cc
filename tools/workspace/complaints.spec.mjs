import { describe, expect, it } from '@jest/globals';
import { complaint } from './complaints.mjs';
import { ROOT } from './root.mjs';

describe('complaint', () => {
  it.each([
    ['18.20.4', 'too old'],
    ['20.9.0', 'too old, though 9 comes after 19 in the alphabet'],
    ['20.18.3', 'one minor too old'],
  ])('Node %s: %s', (version) => {
    expect(complaint(ROOT, version)).toBe(`Node 20.19.0 or newer is needed; this is Node ${version}.`);
  });

  it.each([['20.19.0'], ['20.20.2'], ['22.0.0'], ['24.1.0']])('Node %s will do', (version) => {
    expect(complaint(ROOT, version)).toBeUndefined();
  });
});
