import { copyFile, link, rename } from 'node:fs/promises';
import { sep } from 'node:path';

/** Brings a file to where a revision wants it. */
export type TakeFile = (from: string, to: string) => Promise<void>;

export const copy: TakeFile = (from, to) => copyFile(from, to);

/** For files that nothing changes any more: those of a revision. File systems without links get a copy. */
export const linkOrCopy: TakeFile = (from, to) => link(from, to).catch(() => copyFile(from, to));

/** Files of the folder are ours to move; all others belong to somebody, who keeps them. */
export const moveFrom =
  (folder: string): TakeFile =>
  (from, to) =>
    from.startsWith(folder + sep) ? rename(from, to) : copyFile(from, to);
