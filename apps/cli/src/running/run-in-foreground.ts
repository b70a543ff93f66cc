import { removeRecord } from './run-record.js';
import { recordServer, spawnServer, type ServerChild } from './server-child.js';

/** Runs the server until it ends, with signals passed on, and gives its exit code. @throws FileProblem */
export async function runInForeground(
  entry: string,
  args: readonly string[],
  workspace: string,
): Promise<number> {
  const server = spawnServer(entry, args, 'inherit');
  const release = passSignals(server);
  const recorded = server.listening.then((url) => recordServer(workspace, server, url));
  try {
    await Promise.race([server.ended, recorded]);
    return await server.ended;
  } catch (error) {
    server.process.kill('SIGTERM');
    throw error;
  } finally {
    release();
    await removeRecord(workspace, server.process.pid ?? 0);
  }
}

/** A terminal that closes asks for a stop, too. */
const PASSED = { SIGINT: 'SIGINT', SIGTERM: 'SIGTERM', SIGHUP: 'SIGTERM' } as const;

function passSignals({ process: child }: ServerChild): () => void {
  const pass = (signal: NodeJS.Signals): void => void child.kill(PASSED[signal as keyof typeof PASSED]);
  for (const signal of Object.keys(PASSED)) process.on(signal, pass);
  return () => {
    for (const signal of Object.keys(PASSED)) process.off(signal, pass);
  };
}
