import { MalformedImage } from '@aiaa/volume/errors';
import { formatBytes } from '../bytes/format-bytes.js';
import type { PeekableSource } from '../bytes/peekable-source.js';

// Headers have a few hundred bytes; those of diffusion images, with a line for each gradient, some ten thousand.
const LONGEST = 1 << 20;

/**
 * Takes text up to where `endOf` says that it ends, -1 for not yet; all that there is when the file ends before.
 * @throws MalformedImage when it is longer than any real one.
 */
export async function takeText(
  source: PeekableSource,
  endOf: (text: string) => number,
  what: string,
): Promise<string> {
  for (let count = 4096; count <= LONGEST; count *= 2) {
    const bytes = await source.peek(count);
    // One letter for each byte, so that places in the text are places in the file.
    const text = Buffer.from(bytes).toString('latin1');
    const end = endOf(text);
    if (end < 0 && bytes.length === count) continue;
    const taken = end < 0 ? text : text.slice(0, end);
    await source.fill(new Uint8Array(taken.length));
    return taken;
  }
  throw new MalformedImage(`The ${what} of the NRRD file did not end within ${formatBytes(LONGEST)}.`);
}
