import type { Annotator } from '@aiaa/annotator';
import { stopping } from './pool-faults.js';

/** An annotator that is opened by the first request for it: workers that nobody needs take no memory. */
export function openWhenAsked(open: () => Promise<Annotator>): Annotator {
  let opened: Promise<Annotator> | undefined;
  let closed = false;
  return {
    async annotate(request, watch) {
      if (closed) throw stopping();
      opened ??= open();
      return (await opened).annotate(request, watch);
    },
    // What is still to be opened keeps nothing.
    forget: (session) =>
      void opened?.then(
        (annotator) => annotator.forget(session),
        () => undefined,
      ),
    async close() {
      closed = true;
      await (await opened?.catch(() => undefined))?.close();
    },
  };
}
