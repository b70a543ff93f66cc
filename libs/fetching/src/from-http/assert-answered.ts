import { RemoteFailed } from '../errors/remote-failed.js';
import { RemoteNotFound } from '../errors/remote-not-found.js';

/** What usually lies behind a status, after what it is. */
const HINTS: Readonly<Record<number, string>> = {
  400: 'check the address and the params',
  401: 'give auth, cookies or an Authorization header',
  403: 'its user may not see this, or it wants auth, cookies or an Authorization header',
  405: 'try the method GET or POST',
  406: 'it cannot send what was asked for',
  407: 'a proxy stands before it; fetch from the server behind',
  413: 'it takes no more at once',
  429: 'try again later',
  503: 'try again later',
};

/**
 * Refuses an answer whose status is not plain success. 206 is none: nobody asked for a part of anything, and
 * DICOMweb says with it that instances are missing (PS3.18, 10.4.3.1).
 * @throws RemoteNotFound for 204, 404 and 410; RemoteFailed
 */
export function assertAnswered(status: number, host: string): void {
  if (status === 404 || status === 410) throw new RemoteNotFound(`${host} has nothing there (${status}).`);
  if (status === 204) throw new RemoteNotFound(`${host} answers that there is nothing (204).`);
  if (status === 206) throw new RemoteFailed(`${host} sends only a part of what was asked for (206).`);
  if (status >= 200 && status < 300) return;
  const hint = HINTS[status] ?? (status >= 300 && status < 400 ? 'let redirects be followed' : 'see its log');
  throw new RemoteFailed(`${host} answered with the status ${status}; ${hint}.`);
}
