/** The host and the port of a URL in a sentence: never its credentials, its path or its query. */
export const shownHost = ({ host }: URL): string => (host.length > 100 ? `${host.slice(0, 100)}...` : host);
