import type { ImageSource } from '@aiaa/annotator';
import { MalformedRequest } from '../errors/malformed-request.js';
import { decodeRelaxedJson } from '../relaxed-json.js';
import { decodeDicomFields, findDicomFields } from './dicom-source.js';
import { decodeHttpSource } from './http-source.js';
import { fieldsOf, isGiven } from './source-fields.js';

const SOURCE = {
  what: 'The fields of the source',
  expected: 'a JSON object with "dicom" or "http"',
  limit: 1 << 20, // some addresses and names; only a body that is passed on may be long
};

/**
 * The body of a `PUT /session` that names an image instead of holding one, whatever its content type says: curl sends
 * JSON as a form unless it is told. It is `{"dicom": {...}}`, the same fields without that name around them (OHIF's
 * first version), or `{"http": {...}}` with the arguments of python-requests. A `wado_url` among the fields of DICOM
 * asks for DICOMweb in the place of C-GET. Names without a meaning are ignored; null and the empty text are as absent.
 *
 * @throws MalformedRequest with the place of what is malformed; LimitExceeded above 1 MiB
 */
export function decodeImageSource(text: string): ImageSource {
  const body = fieldsOf(decodeRelaxedJson(text, SOURCE) ?? {}, 'The body');
  const dicom = findDicomFields(body);
  const http = isGiven(body['http']) ? { fields: fieldsOf(body['http'], 'http'), at: 'http' } : undefined;
  if (dicom !== undefined && http !== undefined) {
    throw new MalformedRequest('The body names an image twice, by dicom and by http; send one of them.');
  }
  if (dicom !== undefined) return decodeDicomFields(dicom);
  if (http !== undefined) return decodeHttpSource(http);
  throw new MalformedRequest(
    'The body names no image: send {"dicom": {"server_address", "server_port", "ae_title", ...}} or {"http": {"url"}}.',
  );
}
