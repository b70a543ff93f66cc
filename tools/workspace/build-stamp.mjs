import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { filesOf } from './files-of.mjs';

const SERVER = 'apps/server/dist/main.js';
const STAMP = '.nx/server-build.json';
const SHARED_SOURCES = ['package-lock.json', 'tsconfig.base.json', 'nx.json'];

/**
 * What a build is made of, by name, length and time of change: reading the bytes would take longer.
 * @param {string} root
 * @returns {string}
 */
export function sourcesStamp(root) {
  const hash = createHash('sha256');
  const sources = ['libs', 'apps'].flatMap((folder) => filesOf(root, folder)).filter(isBuilt);
  for (const path of [...SHARED_SOURCES.filter((name) => existsSync(join(root, name))), ...sources]) {
    const { size, mtimeMs } = statSync(join(root, path));
    hash.update(`${path} ${size} ${mtimeMs}\n`);
  }
  return hash.digest('hex');
}

/**
 * Why the server must be built before it can start; undefined when it need not be.
 * @param {string} root
 * @returns {string | undefined}
 */
export function reasonToBuild(root) {
  if (!existsSync(join(root, SERVER))) return 'it is not built yet';
  if (!existsSync(join(root, STAMP))) return 'it is not known what it was built from';
  const stamp = JSON.parse(readFileSync(join(root, STAMP), 'utf8'));
  if (stamp.sources !== sourcesStamp(root)) return 'its sources have changed';
  const missing = stamp.outputs.find((folder) => !existsSync(join(root, folder)));
  return missing === undefined ? undefined : `${missing} is missing`;
}

/**
 * Remembers a build that succeeded.
 * @param {string} root
 * @param {string} sources the stamp taken before the build, so that an edit during it counts as a change
 */
export function rememberBuild(root, sources) {
  const outputs = ['libs', 'apps'].flatMap((folder) =>
    readdirSync(join(root, folder))
      .map((name) => `${folder}/${name}/dist`)
      .filter((dist) => existsSync(join(root, dist))),
  );
  mkdirSync(dirname(join(root, STAMP)), { recursive: true });
  writeFileSync(join(root, STAMP), `${JSON.stringify({ sources, outputs })}\n`);
}

const isBuilt = (path) =>
  !/(\.spec\.ts|\.md|jest\.config\.cjs|eslint\.config\.mjs|tsconfig\.spec\.json)$/.test(path);
