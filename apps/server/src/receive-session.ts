import type { IncomingMessage } from 'node:http';
import { basename, join } from 'node:path';
import { inspectionOf, type InspectionResult, type Watch } from '@aiaa/annotator';
import type { KeptSession, StagedSession } from '@aiaa/sessions';
import { receive } from './multipart/receive.js';
import type { Services } from './services.js';

export interface ReceivingSession extends Pick<Services, 'annotator' | 'temp' | 'limits'> {
  readonly watch: Watch;
}

type Facts = NonNullable<KeptSession['facts']>;

/** What the image of several files is called; no upload is. */
const VOLUME = 'image.nii.gz';

/**
 * Streams an image into the folder of a session that is being made, and has it read: what is no image becomes no
 * session, and who read it has it ready for the first click. Of several files only the volume that they make is kept,
 * for nothing is ever asked of them again.
 *
 * @throws whatever `receive` throws; AnnotationFailed when there is no image in the files
 */
export async function receiveSession(
  request: IncomingMessage,
  { id, folder, flush }: Pick<StagedSession, 'id' | 'folder' | 'flush'>,
  { annotator, temp, limits, watch }: ReceivingSession,
): Promise<Required<Pick<KeptSession, 'files' | 'facts'>>> {
  const { images } = await receive(request, { folder, limits, signal: watch.signal });
  const isOneFile = images.length === 1;
  // What is written may round what was read, and every request is to see the same.
  const kept = isOneFile ? { session: id } : { volumeFile: join(folder, VOLUME) };
  const flushed = isOneFile ? flush(basename(images[0].path)) : Promise.resolve();
  const result = await temp.lend((resultFolder) =>
    annotator.annotate({ kind: 'inspection', images, resultFolder, ...kept }, watch),
  );
  await flushed;
  const files = isOneFile
    ? images.map(({ path, name }) => ({ file: basename(path), name }))
    : [{ file: VOLUME, name: VOLUME }];
  return { files, facts: factsOf(inspectionOf(result)) };
}

/** What is worth knowing of the image as long as it is kept. */
const factsOf = ({
  format,
  size,
  spacing,
  orientation,
  channels,
  dtype,
  warnings,
}: InspectionResult): Facts => ({ format, size, spacing, orientation, channels, dtype, warnings });
