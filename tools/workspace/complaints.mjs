import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * What stops this checkout from running at all, in a sentence; undefined when nothing does.
 * @param {string} root
 * @param {string} version of Node, such as 20.19.0
 * @returns {string | undefined}
 */
export function complaint(root, version = process.versions.node) {
  const { engines } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
  const least = engines.node.replace('>=', '');
  if (isOlder(version, least)) return `Node ${least} or newer is needed; this is Node ${version}.`;
  if (!existsSync(join(root, 'node_modules/.bin/nx')))
    return 'The packages are not installed yet: run `npm ci` first.';
  return undefined;
}

function isOlder(version, least) {
  const wanted = least.split('.').map(Number);
  const actual = version.split('.').map(Number);
  const first = wanted.findIndex((part, at) => part !== actual[at]);
  return first !== -1 && actual[first] < wanted[first];
}
