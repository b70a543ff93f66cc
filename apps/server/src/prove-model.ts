import { AnnotationFailed, type ModelReference, type Watch } from '@aiaa/annotator';
import { UnfitModel, type Prove } from '@aiaa/models';
import type { Services } from './services.js';

/** Has a worker load a model and run it once. @throws AnnotationFailed, UnfitModel when the worker did not survive it */
export const proveModel =
  ({ annotator, temp }: Pick<Services, 'annotator' | 'temp'>, watch: Watch): Prove =>
  async (model: ModelReference) => {
    await temp.lend((resultFolder) =>
      annotator.annotate({ kind: 'proof', model, resultFolder }, watch).catch((cause: unknown) => {
        throw cause instanceof AnnotationFailed && cause.fault.tag === 'WorkerLost' ? deadly(cause) : cause;
      }),
    );
  };

const deadly = (cause: AnnotationFailed): UnfitModel =>
  new UnfitModel(
    'The network ended the process that ran it on zeros; most often it asks for more memory than there is.',
    { cause },
  );
