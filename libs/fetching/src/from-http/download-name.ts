import type { WebAnswer } from './exchange.js';

/**
 * What a download is called: by its Content-Disposition (RFC 6266), else by the last part of its URL. It is for
 * sentences and for what a suffix says; no path is made of it.
 */
export function downloadName(answer: WebAnswer, url: URL): string {
  const names = [dispositionName(answer.header('content-disposition')), url.pathname];
  return names.map(plainName).find((name) => name !== '') ?? 'download';
}

function dispositionName(disposition: string): string {
  const [, extended] = /;\s*filename\*\s*=\s*(?:utf-8|iso-8859-1)'[^']*'([^;\s]+)/i.exec(disposition) ?? [];
  if (extended !== undefined) return extended;
  const [, quoted, token] = /;\s*filename\s*=\s*(?:"([^"]*)"|([^;\s]+))/i.exec(disposition) ?? [];
  return quoted ?? token ?? '';
}

/** The last part of a path, without what cannot be shown or stand in a file name; its end, which has the suffix. */
function plainName(path: string): string {
  const name = decoded(path)
    .replace(/^.*[/\\]/s, '')
    .replaceAll(/[^\p{L}\p{M}\p{N}\p{P}\p{S} ]|[<>:"|?*]/gu, '_');
  return /^[. _]*$/.test(name) ? '' : name.slice(-100);
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
