import { open } from 'node:fs/promises';
import type { responses } from 'dcmjs-dimse';
import type { FileOnDisk } from '@aiaa/imaging-io';
import { PDV_HEADER_BYTES } from '../dimse/pdu.js';
import { pdvHeader } from '../dimse/pdv-header.js';
import type { OpenAssociation } from '../dimse/with-association.js';
import type { StoredInstance } from './read-file-meta.js';
import { StoreCommand } from './store-command.js';

/** Sends the data set of a file as it is, piece by piece; gives the status of the answer (PS3.4, B.2.3). */
export async function storeInstance(
  association: OpenAssociation,
  contextId: number,
  file: FileOnDisk,
  instance: StoredInstance,
): Promise<number> {
  const request = new StoreCommand(instance);
  const answered = new Promise<responses.Response>((resolve) =>
    association.send(contextId, request, resolve),
  );
  await sendDataSet(association, contextId, file, instance.dataSetAt);
  return (await answered).getStatus();
}

async function sendDataSet(
  { wire, pduBytes }: OpenAssociation,
  contextId: number,
  { path }: FileOnDisk,
  from: number,
): Promise<void> {
  const handle = await open(path, 'r');
  try {
    const { size } = await handle.stat();
    // Each fragment of an even length (PS3.8, 9.3.5.1).
    const most = (pduBytes - PDV_HEADER_BYTES) & ~1;
    for (let position = from; position < size;) {
      const length = Math.min(most, size - position);
      const { buffer, bytesRead } = await handle.read({ buffer: Buffer.alloc(length), position });
      if (bytesRead === 0) throw new Error(`${path} became shorter while it was sent.`);
      position += bytesRead;
      const pdv = { contextId, command: false, last: position >= size, bytes: buffer.subarray(0, bytesRead) };
      await wire.send([pdvHeader(pdv), pdv.bytes]);
    }
  } finally {
    await handle.close();
  }
}
