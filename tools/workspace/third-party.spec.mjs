import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { ROOT } from './root.mjs';
import { productionPackages, thirdPartyPage } from './third-party.mjs';

const PERMISSIVE = /^\(?(MIT|ISC|BSD-[23]-Clause|Apache-2\.0|0BSD|BlueOak-1\.0\.0)\b/;
// libvips, a library of its own that sharp loads: nothing of it is in our code, and everything runs without it.
const PERMISSIVE_OR_LGPL = new RegExp(`${PERMISSIVE.source}|^LGPL-3\\.0-or-later$`);

describe('THIRD-PARTY.md', () => {
  it('is current; if not, run `node tools/workspace/third-party.mjs`', () => {
    expect(readFileSync(join(ROOT, 'THIRD-PARTY.md'), 'utf8')).toBe(thirdPartyPage(ROOT));
  });

  const packages = productionPackages(ROOT);

  it('names what the server stands on, and nothing that only tests need', () => {
    const names = packages.map(({ name }) => name);
    expect(names).toEqual(expect.arrayContaining(['koa', 'onnxruntime-node', 'nifti-reader-js']));
    for (const name of ['jest', 'nx', 'typescript']) expect(names).not.toContain(name);
  });

  it.each(packages.map(({ name, version, ...rest }) => [`${name}@${version}`, rest]))(
    '%s has a home and a licence that lets anyone use it',
    (_, { licence, home, optional }) => {
      expect(licence).toMatch(optional ? PERMISSIVE_OR_LGPL : PERMISSIVE);
      expect(home).toMatch(/^https?:\/\//);
    },
  );
});
