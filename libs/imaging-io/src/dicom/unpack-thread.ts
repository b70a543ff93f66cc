import { parentPort } from 'node:worker_threads';
import { unpackFrame } from './pixel-codecs.js';
import type { FromUnpackThread, ToUnpackThread } from './unpack-threads.js';

// The entry of a thread that unpacks one frame after the other.

async function answer({ codec, frame }: ToUnpackThread): Promise<void> {
  try {
    const { bytes, photometric } = await unpackFrame(codec, frame);
    const own = new Uint8Array(bytes); // what the decoder gives may lie in its own memory
    say({ unpacked: { bytes: own, photometric } }, [own.buffer]);
  } catch (error) {
    say({ failure: error instanceof Error ? error.message : String(error) }, []);
  }
}

const say = (message: FromUnpackThread, transfer: ArrayBuffer[]): void =>
  parentPort?.postMessage(message, transfer);

parentPort?.on('message', (message: ToUnpackThread) => void answer(message));
