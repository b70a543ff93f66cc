import { askServer } from '../remote/ask-server.js';
import { ServerProblem } from '../remote/server-problem.js';
import { lookAtProcess } from './process-look.js';
import { readRecord, type RunRecord } from './run-record.js';

/** The server that `aiaa start` started for a workspace, if it still runs. */
export async function findRunning(workspace: string): Promise<RunRecord | undefined> {
  const record = await readRecord(workspace);
  return record !== undefined && (await isRunning(record)) ? record : undefined;
}

/** @throws ServerProblem where none runs */
export async function requireRunning(workspace: string): Promise<RunRecord> {
  const record = await findRunning(workspace);
  if (record !== undefined) return record;
  throw new ServerProblem(
    `No server that "aiaa start" started runs for the workspace ${workspace}: start one, or name one with --server.`,
  );
}

/**
 * Whether the process of a record is still the one that was recorded: by its birth, and where the system tells none by
 * whether its address still answers as a server does.
 */
export async function isRunning({ pid, url, birth }: RunRecord): Promise<boolean> {
  const look = await lookAtProcess(pid);
  if (look === undefined) return false;
  if (birth !== undefined && look.birth !== undefined) return birth === look.birth;
  const ask = { method: 'GET', path: '/health/live', silenceMilliseconds: 5000 } as const;
  const answer = await askServer({ url, insecure: true }, ask).catch(() => undefined);
  return answer?.status === 200 && answer.text.includes('"live"');
}
