/**
 * The boundary that a Content-Type of multipart/related names (RFC 2046, 5.1.1: up to 70 characters, quoted or not);
 * undefined for all other types.
 */
export function boundaryOf(contentType: string): string | undefined {
  if (!/^\s*multipart\/related\s*(;|$)/i.test(contentType)) return undefined;
  const [, quoted, token] =
    /;\s*boundary\s*=\s*(?:"((?:[^"\\]|\\.){1,200})"|([^\s;"]{1,200})(?=[\s;]|$))/i.exec(contentType) ?? [];
  return quoted?.replaceAll(/\\(.)/g, '$1') ?? token;
}
