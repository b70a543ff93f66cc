import { existsSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { fileURLToPath } from 'node:url';
import { Worker } from 'node:worker_threads';
import { MalformedImage } from '@aiaa/volume/errors';
import type { Codec, PackedFrame, Unpack, UnpackedFrame } from './pixel-codecs.js';

export interface ToUnpackThread {
  readonly codec: Codec;
  readonly frame: PackedFrame;
}

export type FromUnpackThread = { readonly unpacked: UnpackedFrame } | { readonly failure: string };

/** Threads that unpack frames in place of this one. Whoever opened them closes them. */
export interface UnpackThreads {
  /** One for each thread, which takes one frame at a time. */
  readonly unpackers: readonly Unpack[];
  close(): Promise<void>;
}

/** More cores are left to others, and each thread takes the memory of a decoder. */
const MOST_THREADS = 4;

/** Fewer samples of JPEG 2000, or what is as much work, are unpacked by the time that a thread is of use. */
const WORTH_A_THREAD = 6_000_000;

const ENTRY = new URL('./unpack-thread.js', import.meta.url);

/**
 * As many threads as there are cores: this one then reads and writes, and none of them waits until it has unpacked a
 * frame itself. None for little work, on one core, or where this file was not built.
 */
export function openUnpackThreads(effort: number, cores = availableParallelism()): UnpackThreads {
  const isWorthIt = effort >= WORTH_A_THREAD && existsSync(fileURLToPath(ENTRY));
  const count = isWorthIt && cores > 1 ? Math.min(cores, MOST_THREADS) : 0;
  const workers = Array.from({ length: count }, () => new Worker(ENTRY));
  return {
    unpackers: workers.map(unpackerOf),
    close: async () => {
      await Promise.all(workers.map((worker) => worker.terminate()));
    },
  };
}

const DAMAGED = 'A compressed frame cannot be decoded: the file is damaged.';

/** A thread that ends without an answer has met a frame that no decoder survives. */
const unpackerOf =
  (worker: Worker): Unpack =>
  (codec, frame) =>
    new Promise((resolve, reject) => {
      const settled = (): void => {
        worker.off('message', hear).off('error', fail).off('exit', end);
      };
      const hear = (answer: FromUnpackThread): void => {
        settled();
        if ('failure' in answer) reject(new MalformedImage(answer.failure));
        else resolve(answer.unpacked);
      };
      const fail = (cause: unknown): void => {
        settled();
        reject(new MalformedImage(DAMAGED, { cause }));
      };
      const end = (code: number): void => fail(new Error(`The thread ended with code ${code}.`));
      worker.on('message', hear).on('error', fail).on('exit', end);
      const question: ToUnpackThread = { codec, frame };
      worker.postMessage(question);
    });
