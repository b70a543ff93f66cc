import type { AnnotationRequest, Annotator } from '@aiaa/annotator';

export interface Crews {
  /** Have the networks, and keep what sessions need again and again. */
  readonly networks: Annotator;
  /** Fetch and read what may be slow or hostile, so that no click waits behind it. */
  readonly files: Annotator;
}

/** Two annotators as one: who runs networks does nothing that needs none, but for sessions whose images it keeps. */
export function shareWork({ networks, files }: Crews): Annotator {
  return {
    annotate: (request, watch) => (needsNetworks(request) ? networks : files).annotate(request, watch),
    forget(session) {
      networks.forget(session);
      files.forget(session);
    },
    retire(modelFolder) {
      networks.retire(modelFolder);
      files.retire(modelFolder);
    },
    async close() {
      await Promise.all([networks.close(), files.close()]);
    },
  };
}

/** A model that is still to be proven may bring its worker down: not the one that others wait for. */
const needsNetworks = (request: AnnotationRequest): boolean =>
  request.kind === 'device' ||
  (request.kind !== 'proof' && ('model' in request || request.session !== undefined));
