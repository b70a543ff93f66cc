import { Command } from 'commander';
import { wholeFrom } from '../parse-options.js';
import { findRunning } from '../running/find-running.js';
import { runInBackground } from '../running/run-in-background.js';
import { runInForeground } from '../running/run-in-foreground.js';
import { serverEntry } from '../running/server-entry.js';
import { ServerProblem } from '../remote/server-problem.js';
import { untilInterrupted } from '../until-interrupted.js';
import { UsageProblem } from '../usage-problem.js';
import { workspaceOf } from '../workspace-of.js';

interface StartOptions {
  readonly workspace?: string;
  readonly port?: string;
  readonly background?: true;
  readonly timeout: number;
}

/** `aiaa start -w workspace -b --admin_token ...`: the server, here or behind our back. */
export const startCommand = (): Command =>
  new Command('start')
    .description('start the server; what is no flag of this command goes to it')
    .argument('[flags...]', "the server's own flags, such as --host 0.0.0.0; aiaa start -- --help lists them")
    .option(
      '-w, --workspace <folder>',
      'its folder, which remembers that it runs (default: $AIAA_WORKSPACE, or ./.aiaa)',
    )
    .option('-p, --port <number>', 'the port it listens on; 0 takes a free one (default: 5000)')
    .option(
      '-b, --background',
      'come back once it is ready, and let it run; its log is logs/server.log there',
    )
    .option('--timeout <seconds>', 'how long it may take until it is ready, with -b', wholeFrom(1), 60)
    .allowUnknownOption()
    .action(start);

async function start(flags: readonly string[], options: StartOptions): Promise<void> {
  // After "--" it would be the server's alone, and we would not know what to remember.
  if (flags.some((flag) => /^(?:-w|--workspace)/.test(flag)))
    throw new UsageProblem('Name the workspace before the "--": aiaa start -w FOLDER -- ...');
  const workspace = workspaceOf(options);
  const running = await findRunning(workspace);
  if (running !== undefined)
    throw new ServerProblem(
      `A server runs for the workspace ${workspace} already: process ${running.pid} at ${running.url}. Stop it first, with "aiaa stop".`,
    );
  const port = options.port === undefined ? [] : ['--port', options.port];
  const args = [...flags, ...port, '--workspace', workspace];
  const entry = await serverEntry();
  if (options.background === undefined) {
    process.exitCode = await runInForeground(entry, args, workspace);
    return;
  }
  const { pid, url, log } = await untilInterrupted((signal) =>
    runInBackground(entry, args, { workspace, timeoutSeconds: options.timeout, signal }),
  );
  process.stdout.write(`The server runs at ${url}, as process ${pid}. Its log is ${log}.\n`);
}
