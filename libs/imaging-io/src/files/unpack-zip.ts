import { createWriteStream } from 'node:fs';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { crc32 } from 'node:zlib';
import { MalformedImage, UnsupportedImage, errorCode } from '@aiaa/volume/errors';
import { fromRandomAccessReaderPromise, type Entry, type ZipFile } from 'yauzl';
import type { ImageFile } from '../image.js';
import { quoted } from '../quoted.js';
import { nameOf } from './image-set.js';
import { openStoredFile, type StoredFile } from './stored-file.js';
import type { UnpackRoom } from './unpack-room.js';
import { ZipBytes } from './zip-bytes.js';

export interface UnpackTarget {
  readonly folder: string;
  readonly room: UnpackRoom;
  readonly signal: AbortSignal | undefined;
}

/** A file out of an archive; `name` is the last part of the path that it has there. */
export interface UnpackedFile {
  readonly path: string;
  readonly name: string;
  /** The whole path that it has there, of slashes: never a place on this disk. */
  readonly entry: string;
  /** What the archive is called. */
  readonly archive: string;
}

/**
 * Writes the files of a zip into a folder, under numbers: nothing of a path in an archive reaches the file system.
 * Left out are folders, hidden files, and what macOS adds.
 * @throws MalformedImage, UnsupportedImage, LimitExceeded; what the file system refuses comes as it is.
 */
export async function unpackZip(archive: ImageFile, target: UnpackTarget): Promise<readonly UnpackedFile[]> {
  const name = nameOf(archive);
  const stored = await openStoredFile(archive);
  try {
    const files = await writeEntries(await openZip(stored), name, target);
    if (files.length === 0) throw new UnsupportedImage(`The archive ${quoted(name)} holds no file.`);
    return files;
  } catch (error) {
    throw target.signal?.aborted === true ? error : explained(error, name);
  } finally {
    await stored.close();
  }
}

const openZip = (stored: StoredFile): Promise<ZipFile> =>
  fromRandomAccessReaderPromise(new ZipBytes(stored), stored.bytes);

async function writeEntries(
  zip: ZipFile,
  archive: string,
  { folder, room, signal }: UnpackTarget,
): Promise<readonly UnpackedFile[]> {
  const files: UnpackedFile[] = [];
  room.assertEntries(zip.entryCount);
  for await (const entry of zip.eachEntry()) {
    signal?.throwIfAborted();
    const path = join(folder, String(room.takeEntry()));
    if (LEFT_OUT.test(entry.fileName)) continue;
    assertReadable(entry);
    room.assertFits(entry.uncompressedSize);
    const packed = await zip.openReadStreamPromise(entry);
    const written = createWriteStream(path);
    // A file that is still being opened would appear in a folder that is being removed.
    const closed = new Promise<void>((resolve) => written.once('close', () => resolve()));
    await pipeline(packed, proven(entry, room), written, { signal }).finally(() => closed);
    files.push({ path, name: lastPart(entry), entry: entry.fileName, archive });
  }
  return files;
}

/** Folders end in a slash; a part of the path begins with a dot, or is the folder of macOS's own attributes. */
const LEFT_OUT = /\/$|(^|\/)(\.[^/]|__MACOSX\/)/;

/** An entry may be called by 64 KiB; no file system has names above 255 bytes, and the end holds the suffix. */
const lastPart = ({ fileName }: Entry): string => fileName.slice(fileName.lastIndexOf('/') + 1).slice(-255);

function assertReadable(entry: Entry): void {
  if (entry.isEncrypted()) {
    throw new UnsupportedImage(
      `${quoted(lastPart(entry))} in the archive is encrypted; pack it without a password.`,
    );
  }
  if (entry.compressionMethod !== 0 && entry.compressionMethod !== 8) {
    throw new UnsupportedImage(
      `${quoted(lastPart(entry))} in the archive is packed by method ${entry.compressionMethod}; 0 (stored) and 8 (deflated) are read.`,
    );
  }
}

/** Counts the bytes against the room, and checks their CRC-32, which yauzl does not. */
const proven = (entry: Entry, room: UnpackRoom) =>
  async function* (chunks: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
    let checksum = 0;
    for await (const chunk of chunks) {
      room.takeBytes(chunk.length);
      checksum = crc32(chunk, checksum);
      yield chunk;
    }
    if (checksum !== entry.crc32) {
      throw new MalformedImage(
        `${quoted(lastPart(entry))} in the archive does not have its checksum; send it again.`,
      );
    }
  };

/** yauzl fails with bare errors, zlib with codes of its own; all others are not the archive's fault. */
function explained(error: unknown, archive: string): unknown {
  const { name, message } = describe(error);
  if (name !== 'Error' || !/^(undefined|Z_\w+)$/.test(String(errorCode(error)))) return error;
  if (message === 'strong encryption is not supported') {
    return new UnsupportedImage(`The archive ${quoted(archive)} is encrypted; pack it without a password.`);
  }
  const [, what] = FAULTS.find(([fault]) => fault.test(message)) ?? [null, `is damaged (${message})`];
  return new MalformedImage(`The archive ${quoted(archive)} ${what}.`, { cause: error });
}

const FAULTS: readonly (readonly [RegExp, string])[] = [
  [
    /^End of central directory|^unexpected EOF|overflows file bounds/,
    'is cut short; send the whole file again',
  ],
  [/^absolute path|^invalid relative path/, 'names a file outside of itself'],
  [/^multi-disk/, 'is one part of several; pack it as one file'],
];

/** Not by `instanceof`: errors of Node's own modules may be of another realm. */
function describe(error: unknown): { readonly name: string; readonly message: string } {
  if (typeof error !== 'object' || error === null) return { name: '', message: '' };
  const { name = '', message = '' } = error as { readonly name?: unknown; readonly message?: unknown }; // any object may have them
  return { name: String(name), message: String(message).slice(0, 160) };
}
