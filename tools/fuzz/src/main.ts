import { readFile, writeFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { performance } from 'node:perf_hooks';
import { parseArgs } from 'node:util';
import { readInput, type Finding } from './fuzz.js';
import { peakMegabytes } from './peak-memory.js';
import { table, type Report } from './report.js';
import { withScratchFolder } from './scratch-folder.js';
import { watchRun } from './watch-run.js';

/**
 *     node dist/main.js [--count 100000] [--seed 1] [--round 0] [--json]
 *     node dist/main.js --replay FILE [--replay FILE ...]
 *
 * The same seed gives the same inputs. What a run finds is saved in the current folder, to be replayed.
 */
const { values } = parseArgs({
  options: {
    count: { type: 'string', default: '100000' },
    seed: { type: 'string', default: '1' },
    round: { type: 'string', default: '0' },
    json: { type: 'boolean', default: false },
    replay: { type: 'string', multiple: true },
  },
});

const say = (text: string): boolean => process.stdout.write(`${text}\n`);

process.exitCode = values.replay === undefined ? await run() : await replay(values.replay);

async function run(): Promise<number> {
  const start = performance.now();
  const [seed, count, firstRound] = [values.seed, values.count, values.round].map(Number);
  const { finding, ...tally } = await withScratchFolder((scratchFolder) =>
    watchRun({ seed, count, firstRound, scratchFolder }),
  );
  const report: Report = {
    ...tally,
    seconds: (performance.now() - start) / 1000,
    peakMegabytes: peakMegabytes(),
    ...(finding === undefined ? {} : { finding: sentenceOf(finding) }),
  };
  say(values.json ? JSON.stringify(report) : table(report));
  if (finding !== undefined) await save(finding);
  return finding === undefined ? 0 : 1;
}

function sentenceOf({ seed, round, input, fault }: Finding): string {
  return `--seed ${seed} --round ${round} (${input.kind}: ${input.title}) ${fault}`;
}

async function save(finding: Finding): Promise<void> {
  const { seed, round, input } = finding;
  process.stderr.write(`${sentenceOf(finding)}\n`);
  for (const { name, bytes } of input.files) {
    const path = `fuzz-${seed}-${round}-${name.replace(/[^\w.-]|^\.+/g, '_')}`;
    await writeFile(path, bytes);
    process.stderr.write(`  ${JSON.stringify(name)}, ${bytes.length} bytes: ${path}\n`);
  }
}

/** Reads saved files, sent together under the names that they were found with. */
async function replay(paths: readonly string[]): Promise<number> {
  const files = await Promise.all(
    paths.map(async (path) => ({
      name: basename(path).replace(/^fuzz-\d+-\d+-/, ''),
      bytes: await readFile(path),
    })),
  );
  const { end, fault, milliseconds } = await withScratchFolder((scratchFolder) =>
    readInput(files, { scratchFolder }),
  );
  say(`${fault ?? end} (${milliseconds.toFixed(0)} ms)`);
  return fault === undefined ? 0 : 1;
}
