import { existsSync } from 'node:fs';
import os from 'node:os';
import { resolve } from 'node:path';
import { complaint } from './complaints.mjs';
import { NX, ROOT } from './root.mjs';
import { runNode } from './run-node.mjs';
import { forgetResults, summary, testTotals } from './test-totals.mjs';

const say = (line) => process.stdout.write(`${line}\n`);

/** Public images may lie in a data folder beside the checkout; without them, phantoms made in code must do. */
function testData() {
  const beside = resolve(ROOT, '../shared/data');
  return process.env.AIAA_TEST_DATA || (existsSync(beside) ? beside : undefined);
}

/** `npm test`: builds, lints, type-checks and tests every project; ends in one line of counts. */
async function test() {
  const stop = complaint(ROOT);
  if (stop !== undefined) {
    say(stop);
    return 1;
  }
  const started = Date.now();
  const data = testData();
  forgetResults(ROOT);
  const parallel = Math.min(os.availableParallelism(), 4);
  const targets = ['-t', 'build', 'lint', 'typecheck', 'test'];
  const { code } = await runNode(
    [NX, 'run-many', ...targets, `--parallel=${parallel}`, '--skipSync', '--outputStyle=static'],
    {
      cwd: ROOT,
      env: { ...process.env, ...(data === undefined ? {} : { AIAA_TEST_DATA: data }) },
    },
  );
  return report(code, data, Date.now() - started);
}

function report(code, data, elapsedMs) {
  const totals = testTotals(ROOT);
  for (const project of totals.silent) say(`${project} wrote no test results: its tests did not run.`);
  if (code !== 0 && totals.failed === 0) {
    say('No test failed, but a build, lint or typecheck did; it counts as one failure.');
    totals.failed = 1;
  }
  const left = data === undefined ? totals.skipped : 0;
  say(
    `${left} cases were skipped for want of AIAA_TEST_DATA${data === undefined ? '' : ` (it is ${data})`}.`,
  );
  say(`Took ${Math.round(elapsedMs / 1000)} s.`);
  say(summary(totals));
  return totals.failed === 0 ? 0 : 1;
}

process.exitCode = await test();
