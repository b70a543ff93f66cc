import type { IncomingMessage } from 'node:http';
import { basename, join } from 'node:path';
import { filesOf, inspectionOf, type ImageFile, type InspectionResult, type Watch } from '@aiaa/annotator';
import { decodeImageSource, isForm, type SessionQuery } from '@aiaa/http-contract';
import type { KeptSession, StagedSession } from '@aiaa/sessions';
import { isQuicklyRead } from './is-quickly-read.js';
import { receiveText } from './multipart/receive-text.js';
import { receive } from './multipart/receive.js';
import type { Services } from './services.js';

export interface ReceivingSession extends Pick<Services, 'annotator' | 'temp' | 'limits'> {
  readonly watch: Watch;
  readonly saveAs: SessionQuery['saveAs'];
}

type Kept = Required<Pick<KeptSession, 'files' | 'facts'>>;

/**
 * Streams an image into the folder of a session that is being made, or has it fetched, and has it read: what is no
 * image becomes no session, and who read it has it ready for the first click. The first file that is kept is the image;
 * after it come the DICOM files that it was made of, for nothing else is ever asked of several files again.
 *
 * @throws whatever `receive` throws; MalformedRequest where the body names no source; AnnotationFailed when there is no
 * image in the files, or they cannot be fetched
 */
export async function receiveSession(
  request: IncomingMessage,
  { id, folder, flush }: Pick<StagedSession, 'id' | 'folder' | 'flush'>,
  services: ReceivingSession,
): Promise<Kept> {
  const { annotator, temp, watch, saveAs } = services;
  const images = await imagesFrom(request, folder, services);
  const volumeFile = join(folder, `image${saveAs === '.nii' || saveAs === '.nrrd' ? saveAs : '.nii.gz'}`);
  const warm = (await isQuicklyRead(images)) ? { session: id } : {};
  const flushed = images.length === 1 ? flush(basename(images[0].path)) : Promise.resolve();
  const result = await temp.lend((resultFolder) =>
    annotator.annotate({ kind: 'inspection', images, resultFolder, volumeFile, ...warm }, watch),
  );
  await flushed;
  const facts = inspectionOf(result);
  return { files: keptOf(images, facts).map(inFolder), facts: factsOf(facts) };
}

/** A form brings files; whatever else the body is called, it says where to fetch them: curl calls JSON a form's fields. */
async function imagesFrom(
  request: IncomingMessage,
  folder: string,
  { annotator, limits, watch }: ReceivingSession,
): Promise<readonly ImageFile[]> {
  if (isForm(request.headers['content-type'])) {
    const { images } = await receive(request, { folder, limits, signal: watch.signal });
    return images;
  }
  const source = decodeImageSource(await receiveText(request, { limits, signal: watch.signal }));
  return filesOf(await annotator.annotate({ kind: 'fetch', source, resultFolder: folder }, watch)).files;
}

function keptOf(
  images: readonly ImageFile[],
  { volumeFile, format }: InspectionResult,
): readonly ImageFile[] {
  if (volumeFile === undefined) return images;
  const volume = { path: volumeFile, name: basename(volumeFile) };
  return format === 'dicom' ? [volume, ...images] : [volume];
}

const inFolder = ({ path, name }: ImageFile): Kept['files'][number] => ({ file: basename(path), name });

/** What is worth knowing of the image as long as it is kept. */
const factsOf = ({
  format,
  size,
  spacing,
  orientation,
  channels,
  dtype,
  warnings,
}: InspectionResult): Kept['facts'] => ({ format, size, spacing, orientation, channels, dtype, warnings });
