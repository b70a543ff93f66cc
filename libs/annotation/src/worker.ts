import { isToWorker } from '@aiaa/annotator';
import { constants, setPriority } from 'node:os';
import { makeAnnotator } from './annotator-in-process.js';
import { serveAnnotator, type WorkerChannel } from './serve-annotator.js';
import { decodeWorkerOptions } from './worker-options.js';

/*
 * The entry of a worker process, forked with a channel by a pool; its first argument holds its options as JSON.
 */

/** The front process has only short work and many who wait for it; where priorities are not ours, so be it. */
function stepBack(): void {
  try {
    setPriority(constants.priority.PRIORITY_BELOW_NORMAL);
  } catch {
    return;
  }
}

/** The front is gone. Leaving by `exit` while a network runs would abort this process, core file and all. */
const leave = (): void => {
  process.kill(process.pid, 'SIGKILL');
};

const channel: WorkerChannel = {
  // What can no longer be sent is of no use to anyone: the channel's end is heard as 'disconnect'.
  send: (message) => process.send?.(message, undefined, undefined, () => undefined),
  listen: (hear) => process.on('message', (message) => isToWorker(message) && hear(message)),
};

/** Ctrl-C reaches the whole process group; the front alone decides when a worker ends. */
function leaveSignalsToTheFront(): void {
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => undefined);
}

stepBack();
leaveSignalsToTheFront();
process.once('disconnect', leave);
const log = (text: string): void => void process.stderr.write(`${text}\n`);
await serveAnnotator(makeAnnotator({ ...decodeWorkerOptions(process.argv[2]), log }), channel, log);
process.off('disconnect', leave);
process.exit(0);
