import { Command } from 'commander';
import { wholeFrom } from '../parse-options.js';
import { requireRunning } from '../running/find-running.js';
import { removeRecord } from '../running/run-record.js';
import { stopRunning } from '../running/stop-running.js';
import { workspaceOf } from '../workspace-of.js';

/** `aiaa stop -w workspace`: lets its running requests end. */
export const stopCommand = (): Command =>
  new Command('stop')
    .description('stop the server that "aiaa start" started; its running requests may end')
    .option('-w, --workspace <folder>', 'its workspace (default: $AIAA_WORKSPACE, or ./.aiaa)')
    .option('--timeout <seconds>', 'how long to wait for its end', wholeFrom(1), 60)
    .action(stop);

async function stop(options: { readonly workspace?: string; readonly timeout: number }): Promise<void> {
  const workspace = workspaceOf(options);
  const record = await requireRunning(workspace);
  await stopRunning(record, options.timeout);
  await removeRecord(workspace, record.pid);
  process.stdout.write(`The server at ${record.url} has stopped.\n`);
}
