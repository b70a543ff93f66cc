import { stat, writeFile } from 'node:fs/promises';
import type { IncomingMessage } from 'node:http';
import { join } from 'node:path';
import { assertNoDownload, isForm, MalformedRequest } from '@aiaa/http-contract';
import type { ModelUpload } from '@aiaa/models';
import type { Limits } from './limits.js';
import type { ReceivedFile } from './multipart/file-saver.js';
import { receiveText } from './multipart/receive-text.js';
import { receive } from './multipart/receive.js';

export interface ReceivingModel {
  /** Which the files are written into. */
  readonly folder: string;
  readonly limits: Limits;
  readonly signal: AbortSignal;
}

/**
 * Streams a model into files: a form of a config, a network or both, or a config alone as the body.
 * @throws MalformedRequest when there is neither, or a download is asked for; whatever `receive` throws
 */
export async function receiveModel(
  request: IncomingMessage,
  receiving: ReceivingModel,
): Promise<ModelUpload> {
  if (!isForm(request.headers['content-type'])) return receiveConfig(request, receiving);
  const { images: files } = await receive(request, { ...receiving, imageNeeded: false, isFile: () => true });
  const sizes = await Promise.all(files.map(async ({ path }) => (await stat(path)).size));
  return uploadOf(files.filter((_file, at) => sizes[at] !== 0));
}

async function receiveConfig(request: IncomingMessage, receiving: ReceivingModel): Promise<ModelUpload> {
  const text = await receiveText(request, receiving);
  if (text.trim() === '') throw nothingSent();
  assertNoDownload(text);
  const config = join(receiving.folder, 'config');
  await writeFile(config, text, { mode: 0o600 });
  return { config };
}

/** Swagger UI sends an empty part for a file that was not chosen; AIAA's clients call the parts `config` and `data`; of a lone file under another name its bytes will tell. */
function uploadOf(files: readonly ReceivedFile[]): ModelUpload {
  const [config, ...configs] = files.filter(({ part }) => part === 'config');
  const [data, ...more] = files.filter(({ part }) => part !== 'config');
  if (configs.length > 0 || more.length > 0)
    throw new MalformedRequest(
      `The form has ${files.length} parts: one "config" and one "data" are expected; zip a network that has several files.`,
    );
  if (config === undefined && data === undefined) throw nothingSent();
  return {
    ...(config === undefined ? {} : { config: config.path }),
    ...(data === undefined ? {} : { data: { path: data.path, name: data.name } }),
  };
}

const nothingSent = (): MalformedRequest =>
  new MalformedRequest(
    'The request carries no model: send -F config=@config_aiaa.json -F data=@model.onnx, or one zip as data.',
  );
