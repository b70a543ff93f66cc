import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { ROOT } from './root.mjs';

const HEADING = `# Third-party packages

What \`npm ci --omit=dev\` installs besides this repository: name, version, licence, home. Each package carries its
own licence text in its folder under \`node_modules\`. Written by \`node tools/workspace/third-party.mjs\`; a test
checks that it is current.
`;

/**
 * The packages of production by the lock file.
 * @param {string} root
 * @returns {{ name: string; version: string; licence: string; home: string; optional: boolean }[]}
 */
export function productionPackages(root) {
  const { packages } = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8'));
  const rows = Object.entries(packages)
    .filter(([path, entry]) => path.includes('node_modules/') && !entry.link && !entry.dev)
    .map(([path, entry]) => ({
      name: nameAt(path),
      version: entry.version,
      licence: entry.license ?? oldLicenceOf(join(root, path, 'package.json')),
      // Which optional packages are installed depends on the platform; the page does not.
      home: entry.optional ? npmPage(nameAt(path)) : homeOf(join(root, path, 'package.json')),
      optional: entry.optional === true,
    }));
  const unique = new Map(rows.map((row) => [`${row.name}@${row.version}`, row]));
  return [...unique.keys()].sort().map((key) => unique.get(key));
}

/**
 * The page THIRD-PARTY.md.
 * @param {string} root
 * @returns {string}
 */
export function thirdPartyPage(root) {
  const rows = productionPackages(root).map(
    (row) => `| ${[row.name, row.version, row.licence, row.home].join(' | ')} |`,
  );
  return [HEADING, '| package | version | licence | home |', '| --- | --- | --- | --- |', ...rows, ''].join(
    '\n',
  );
}

const nameAt = (path) => path.slice(path.lastIndexOf('node_modules/') + 'node_modules/'.length);

const npmPage = (name) => `https://www.npmjs.com/package/${name}`;

/** Before npm 2 a manifest had a list of them, which lock files leave out. */
function oldLicenceOf(manifest) {
  const { licenses } = existsSync(manifest) ? JSON.parse(readFileSync(manifest, 'utf8')) : {};
  return Array.isArray(licenses) ? licenses.map(({ type }) => type).join(' OR ') : 'not stated';
}

function homeOf(manifest) {
  if (!existsSync(manifest)) return '';
  const { homepage, repository, name } = JSON.parse(readFileSync(manifest, 'utf8'));
  const address = homepage ?? (typeof repository === 'string' ? repository : repository?.url);
  if (typeof address !== 'string') return npmPage(name);
  if (/^[\w.-]+\/[\w.-]+$/.test(address)) return `https://github.com/${address}`;
  return address
    .replace(/^git\+/, '')
    .replace(/^(git|ssh):\/\/(git@)?/, 'https://')
    .replace(/^github:/, 'https://github.com/')
    .replace(/^git@([^:]+):/, 'https://$1/')
    .replace(/(\.git)?(#.*)?$/, '');
}

if (process.argv[1] !== undefined && resolve(process.argv[1]) === fileURLToPath(import.meta.url)) {
  writeFileSync(join(ROOT, 'THIRD-PARTY.md'), thirdPartyPage(ROOT));
}
