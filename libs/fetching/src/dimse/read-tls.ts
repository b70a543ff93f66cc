import { readFile } from 'node:fs/promises';
import { errorCode } from '@aiaa/volume/errors';
import { RemoteFailed } from '../errors/remote-failed.js';
import type { TlsFiles } from '../tls-files.js';
import type { DicomTls } from './dicom-options.js';

/** @throws RemoteFailed where one of them cannot be read: nobody can be reached as was asked for. */
export async function readTls({ ca, cert, key }: TlsFiles): Promise<DicomTls> {
  const read = async (name: keyof DicomTls, path: string | undefined) =>
    path === undefined ? {} : { [name]: await textOf(path) };
  return { ...(await read('ca', ca)), ...(await read('cert', cert)), ...(await read('key', key)) };
}

async function textOf(path: string): Promise<string> {
  try {
    return await readFile(path, 'utf8');
  } catch (cause) {
    throw new RemoteFailed(
      `A file that TLS needs cannot be read here (${String(errorCode(cause))}): ${path}.`,
      { cause },
    );
  }
}
