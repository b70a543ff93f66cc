import { readdir } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import type { FileOnDisk } from '../image.js';
import { peekMetaImageFields } from '../metaimage/metaimage-fields.js';
import { voxelFileName } from '../metaimage/voxel-file-name.js';
import { headerFileOf, voxelFileOf } from '../nifti/pair-names.js';
import { SNIFFED_BYTES, findFormat } from '../sniff-format.js';
import { openBytes } from './open-bytes.js';

/**
 * A file on this machine and, where its header or its voxels lie in another file of the same folder, that one:
 * `.hdr` and `.img`, each maybe compressed, or what a MetaImage names as its voxels' file. For paths that a person
 * gave; the files of an upload come together or not at all.
 */
export async function withCompanions(path: string): Promise<readonly FileOnDisk[]> {
  const wanted = await companionOf(path);
  if (wanted === undefined) return [{ path }];
  const names = await readdir(dirname(path));
  const compressed = /\.gz$/i.test(path);
  // Of a companion that is there twice, the one that is compressed as the file is.
  const found = [compressed ? `${wanted}.gz` : wanted, compressed ? wanted : `${wanted}.gz`]
    .map((name) => names.find((one) => one.toLowerCase() === name.toLowerCase()))
    .find((name) => name !== undefined);
  return found === undefined ? [{ path }] : [{ path }, { path: join(dirname(path), found) }];
}

/** The name of the other file, uncompressed; undefined when the file needs none. */
async function companionOf(path: string): Promise<string | undefined> {
  const source = await openBytes({ path });
  const name = basename(path);
  try {
    const format = findFormat(await source.peek(SNIFFED_BYTES), name);
    if (format === 'metaimage') {
      return voxelFileName((await peekMetaImageFields(source)).values);
    }
    if (format === 'nifti') return /\.hdr(\.gz)?$/i.test(name) ? voxelFileOf(name) : undefined;
    return format === undefined && /\.img(\.gz)?$/i.test(name) ? headerFileOf(name) : undefined;
  } finally {
    await source.close();
  }
}
