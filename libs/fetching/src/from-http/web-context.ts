import type { FetchContext } from '../fetch-context.js';
import type { Resolver, UrlPolicy } from '../url-policy.js';

/** What a fetch over HTTP is given besides its source. */
export interface WebContext extends FetchContext {
  readonly policy: UrlPolicy;
  /** The system's resolver when absent. */
  readonly resolve?: Resolver;
}
