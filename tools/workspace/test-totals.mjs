import { existsSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';

const RESULTS = 'test-results.json';

/**
 * The folders of all projects that have tests.
 * @param {string} root
 * @returns {string[]}
 */
export const testedProjects = (root) =>
  ['libs', 'apps', 'tools'].flatMap((folder) =>
    readdirSync(join(root, folder))
      .map((name) => `${folder}/${name}`)
      .filter((project) => existsSync(join(root, project, 'jest.config.cjs')))
      .sort(),
  );

/**
 * Counts of an earlier run must not stand in for a project whose tests did not run. Nx puts the file back
 * when it answers from its cache.
 * @param {string} root
 */
export function forgetResults(root) {
  for (const project of testedProjects(root)) rmSync(join(root, project, RESULTS), { force: true });
}

/**
 * The sum over all projects. A project without results counts as one failure.
 * @param {string} root
 * @returns {{ passed: number; failed: number; skipped: number; silent: string[] }}
 */
export function testTotals(root) {
  const totals = { passed: 0, failed: 0, skipped: 0, silent: [] };
  for (const project of testedProjects(root)) {
    const file = join(root, project, RESULTS);
    if (!existsSync(file)) {
      totals.silent.push(project);
      totals.failed += 1;
      continue;
    }
    const { passed, failed, skipped } = JSON.parse(readFileSync(file, 'utf8'));
    totals.passed += passed;
    totals.failed += failed;
    totals.skipped += skipped;
  }
  return totals;
}

/**
 * The last line of a run.
 * @param {{ passed: number; failed: number; skipped: number }} totals
 * @returns {string}
 */
export const summary = ({ passed, failed, skipped }) =>
  `${passed} passed, ${failed} failed${skipped === 0 ? '' : `, ${skipped} skipped`}`;
