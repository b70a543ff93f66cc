import { isFromWorker, type AnnotationRequest, type FromWorker, type ToWorker } from '@aiaa/annotator';
import { BrokenInvariant } from '@aiaa/volume/errors';
import { fork, type ChildProcess } from 'node:child_process';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import type { Clock } from './clock.js';
import { memoryTuning } from './memory-tuning.js';
import { nextWorkerState, type WorkerEvent, type WorkerState } from './worker-state.js';

/** What to run: a JavaScript file that speaks the worker protocol. */
export interface WorkerCommand {
  readonly entry: string;
  readonly args: readonly string[];
  /** Added to the environment of this process. */
  readonly env: Readonly<Record<string, string>>;
}

/** Who owns a worker process hears what it says, each line that it prints, and, last and once, how it ended. */
export interface WorkerListener {
  heard(message: FromWorker): void;
  printed(line: string): void;
  ended(how: string): void;
}

/** One who has left the channel but not the world gets this long: nothing more can come of him. */
const LEFT_CHANNEL_MS = 1000;

/** One child process and its life. */
export class WorkerProcess {
  readonly #child: ChildProcess;
  readonly #listener: WorkerListener;
  #state: WorkerState = 'starting';
  /** Of the request that it runs, or ran last. */
  #id = 0;
  #how: string | undefined;

  /** Starts it. @throws Error of Node when the system refuses a process. */
  constructor(command: WorkerCommand, listener: WorkerListener, clock: Clock) {
    this.#listener = listener;
    const tuning = memoryTuning(process.env, process.execArgv);
    this.#child = fork(command.entry, command.args, {
      env: { ...process.env, ...tuning.env, ...command.env },
      execArgv: tuning.execArgv,
      serialization: 'advanced',
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    });
    this.#listen(clock);
  }

  get pid(): number | undefined {
    return this.#child.pid;
  }

  get state(): WorkerState {
    return this.#state;
  }

  /** @throws BrokenInvariant unless the worker is idle, DataCloneError when the request is not plain data. */
  ask(request: AnnotationRequest): void {
    const busy = this.#after('ask');
    this.#send({ kind: 'ask', id: this.#id + 1, request });
    this.#id += 1;
    this.#state = busy;
  }

  /** Tells it that nobody waits for what it runs; it stays busy until it answers. */
  cancel(): void {
    this.#send({ kind: 'cancel', id: this.#id });
  }

  /** Tells it to let go what it keeps for a session; it has been ready, and is idle or busy. */
  forget(session: string): void {
    this.#send({ kind: 'forget', session });
  }

  /** Tells it to let go of a model's networks; it has been ready, and is idle or busy. */
  retire(modelFolder: string): void {
    this.#send({ kind: 'retire', modelFolder });
  }

  /** Asks it to end; it is idle. */
  close(): void {
    this.#state = this.#after('stop');
    this.#send({ kind: 'close' });
  }

  /** Ends it at once: in mid-run too this harms nobody but its request. */
  kill(): void {
    this.#state = this.#after('stop');
    this.#child.kill('SIGKILL');
  }

  #listen(clock: Clock): void {
    const child = this.#child;
    this.#printLines(child.stdout);
    this.#printLines(child.stderr);
    child.on('message', (message) => this.#hear(message));
    child.on('error', (error) => {
      // Without a pid there is no process, and no exit will come; any other error is followed by the exit.
      if (child.pid === undefined) this.#end(error.message);
    });
    // Answers may still lie in the channel when the exit is seen: it has ended when both are over.
    let giveUp = (): void => undefined;
    child.once('exit', (code, signal) => {
      giveUp();
      this.#how = signal === null ? `exit code ${code}` : `signal ${signal}`;
      if (!child.connected) this.#end(this.#how);
    });
    child.once('disconnect', () => {
      if (this.#how !== undefined) this.#end(this.#how);
      else giveUp = clock.after(LEFT_CHANNEL_MS, () => this.kill());
    });
  }

  #hear(message: unknown): void {
    if (!isFromWorker(message))
      return this.#listener.printed('sent a message that is not of the worker protocol');
    const complaint = this.#complaintAbout(message);
    if (complaint !== undefined) return this.#listener.printed(`sent '${message.kind}' ${complaint}`);
    const event = EVENTS[message.kind];
    if (event) this.#state = this.#after(event);
    this.#listener.heard(message);
  }

  /** What is wrong with a message, if anything: such a one is logged, and not acted on. */
  #complaintAbout(message: FromWorker): string | undefined {
    const event = EVENTS[message.kind];
    if (event && !nextWorkerState(this.#state, event)) return `while ${this.#state}`;
    if (message.kind === 'ready' || message.id === this.#id) return undefined;
    return 'of a request that it does not run';
  }

  #end(how: string): void {
    if (this.#state === 'dead') return;
    this.#state = this.#after('end');
    this.#listener.ended(how);
  }

  #after(event: WorkerEvent): WorkerState {
    const next = nextWorkerState(this.#state, event);
    if (!next) throw new BrokenInvariant(`A worker process that is ${this.#state} cannot take '${event}'.`);
    return next;
  }

  /** What cannot be sent any more is answered by the end of the worker, which is heard by itself. */
  #send(message: ToWorker): void {
    this.#child.send(message, () => undefined);
  }

  #printLines(stream: Readable | null): void {
    if (stream) createInterface({ input: stream }).on('line', (line) => this.#listener.printed(line));
  }
}

/** What a message does to the state; progress does nothing. */
const EVENTS: Readonly<Record<FromWorker['kind'], WorkerEvent | undefined>> = {
  ready: 'ready',
  progress: undefined,
  done: 'answer',
  failed: 'answer',
};
