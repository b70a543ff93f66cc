import type { FetchRequest, FilesResult } from '@aiaa/annotator';
import type { FetchSettings } from '@aiaa/fetching/settings';
import type { Task } from './task.js';

/**
 * The files of an image that lies elsewhere, in the request's own folder.
 * @throws whatever `fetchImage` throws
 */
export async function fetchFiles(
  { source, resultFolder: folder }: FetchRequest,
  settings: FetchSettings,
  { timings, signal, report }: Pick<Task, 'timings' | 'signal' | 'report'>,
): Promise<FilesResult> {
  const onProgress = ({ files, bytes, of }: { files: number; bytes: number; of?: number }) =>
    report({ stage: 'fetching', files, bytes, ...(of === undefined ? {} : { of }) });
  const { fetchImage } = await import('@aiaa/fetching'); // most workers never fetch
  const files = await timings.time('fetch', () =>
    fetchImage(source, { folder, signal, onProgress, ...settings }),
  );
  return { kind: 'files', files, timings: timings.stages, warnings: [] };
}
