import type { Annotator } from '@aiaa/annotator';
import { stopping } from './pool-faults.js';

/** An annotator that is opened by the first request for it: workers that nobody needs take no memory. */
export function openWhenAsked(open: () => Promise<Annotator>): Annotator {
  let opened: Promise<Annotator> | undefined;
  let closed = false;
  // What is still to be opened keeps nothing.
  const tell = (say: (annotator: Annotator) => void): void => void opened?.then(say, () => undefined);
  return {
    async annotate(request, watch) {
      if (closed) throw stopping();
      opened ??= open();
      return (await opened).annotate(request, watch);
    },
    forget: (session) => tell((annotator) => annotator.forget(session)),
    retire: (modelFolder) => tell((annotator) => annotator.retire(modelFolder)),
    async close() {
      closed = true;
      await (await opened?.catch(() => undefined))?.close();
    },
  };
}
