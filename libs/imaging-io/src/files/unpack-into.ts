import type { FileOnDisk } from '../image.js';
import { DEFAULT_LIMITS, type ReadLimits } from '../read-limits.js';
import { unpackRoom } from './unpack-room.js';
import { unpackZip, type UnpackedFile } from './unpack-zip.js';

/**
 * Writes the files of a zip into an existing folder, under numbers; each says what its path in the archive was.
 * @throws MalformedImage, UnsupportedImage, LimitExceeded; what the file system refuses comes as it is.
 */
export const unpackArchive = (
  archive: FileOnDisk,
  folder: string,
  limits: ReadLimits = DEFAULT_LIMITS,
): Promise<readonly UnpackedFile[]> =>
  unpackZip(archive, { folder, room: unpackRoom(limits), signal: undefined });
