import { MalformedRequest } from './errors/malformed-request.js';
import { parseJson } from './parse-json.js';

/**
 * Refuses what AIAA's clients send to have a model downloaded from NVIDIA's registry: `{"path": .., "version": ..}`.
 * Those models are no ONNX networks, and the registry's layout for this server is no more.
 * @throws MalformedRequest
 */
export function assertNoDownload(text: string): void {
  const body = parseJson(text);
  const named = typeof body === 'object' && body !== null && 'path' in body && !('inference' in body);
  if (named && typeof body.path === 'string') throw noDownload(body.path);
}

/** What to do instead of a download. */
export const noDownload = (path: string): MalformedRequest =>
  new MalformedRequest(
    `Models are not downloaded from a registry, as ${JSON.stringify(path.slice(0, 80))} asks: download it, export its network to ONNX, and send both as -F config=@config_aiaa.json -F data=@model.onnx.`,
  );
