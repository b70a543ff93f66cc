import { malformedRequest } from '@aiaa/annotator';
import { webUrl } from '../from-http/web-request.js';

/**
 * The address of a resource below the root of a DICOMweb service.
 * @throws AnnotationFailed `MalformedRequest`
 */
export function serviceUrl(root: string, ...path: readonly string[]): string {
  const url = webUrl(root);
  url.pathname = [url.pathname.replace(/\/+$/, ''), ...path].join('/');
  url.hash = '';
  return url.href;
}

/** A UID as it stands in a path (PS3.5, 9.1). @throws AnnotationFailed `MalformedRequest` */
export function uidInPath(uid: string, what: string): string {
  if (/^[0-9.]{1,64}$/.test(uid) && !/^\.+$/.test(uid)) return uid;
  throw malformedRequest(`The ${what} is no UID: up to 64 digits and dots were expected.`);
}
