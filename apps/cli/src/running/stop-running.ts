import { setTimeout as sleep } from 'node:timers/promises';
import { errorCode } from '@aiaa/volume/errors';
import { ServerProblem } from '../remote/server-problem.js';
import { isRunning } from './find-running.js';
import { lookAtProcess } from './process-look.js';
import type { RunRecord } from './run-record.js';

/** Asks a server to end, and waits until it has. @throws ServerProblem where it does not, or we may not ask */
export async function stopRunning(record: RunRecord, timeoutSeconds: number): Promise<void> {
  askToEnd(record.pid);
  const deadline = Date.now() + timeoutSeconds * 1000;
  while (await isStillThere(record)) {
    if (Date.now() > deadline)
      throw new ServerProblem(
        `The server, process ${record.pid}, was asked to stop and still runs after ${timeoutSeconds} s: look at its log.`,
      );
    await sleep(50);
  }
}

/** Where births are known the look is cheap; where not, a server that has closed its door has not ended yet. */
const isStillThere = async (record: RunRecord): Promise<boolean> =>
  record.birth === undefined ? (await lookAtProcess(record.pid)) !== undefined : await isRunning(record);

function askToEnd(pid: number): void {
  try {
    process.kill(pid, 'SIGTERM');
  } catch (cause) {
    if (errorCode(cause) === 'ESRCH') return;
    throw new ServerProblem(`Process ${pid} is not yours to stop (${String(errorCode(cause))}).`, { cause });
  }
}
