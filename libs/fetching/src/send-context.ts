import type { FetchContext } from './fetch-context.js';

/** What whoever sends is given besides its files: of the limits, the deadlines. */
export type SendContext = Pick<FetchContext, 'limits' | 'signal'>;
