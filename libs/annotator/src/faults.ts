import { TaggedError } from '@aiaa/volume/errors';

/** Every way a request can fail, by name. A tag that is added here needs a status and a page in docs/errors.md. */
export const FAULT_TAGS = [
  'MalformedRequest',
  'MalformedImage',
  'MalformedModelConfig',
  'AdminForbidden',
  'FetchForbidden',
  'RouteNotFound',
  'ModelNotFound',
  'RemoteNotFound',
  'MethodNotAllowed',
  'RequestTimeout',
  'ModelBundled',
  'LimitExceeded',
  'UnsupportedImage',
  'UnfitImage',
  'UnfitModel',
  'SessionNotFound',
  'SessionGone',
  'Cancelled',
  'NetworkFailed',
  'WorkerLost',
  'BrokenInvariant',
  'Internal',
  'RemoteFailed',
  'Overloaded',
  'Stopping',
  'RemoteTimeout',
  'StorageFull',
] as const;

export type FaultTag = (typeof FAULT_TAGS)[number];

const OURS: ReadonlySet<FaultTag> = new Set(['NetworkFailed', 'WorkerLost', 'BrokenInvariant', 'Internal']);

/** Whether the server or its model is at fault, so that someone must read why; the others their sentence explains. */
export const isOurFault = (tag: FaultTag): boolean => OURS.has(tag);

/** A failure as plain data: it crosses process borders and becomes the body of an answer. */
export interface Fault {
  readonly tag: FaultTag;
  /** One sentence for the person who asked: what is wrong and, where possible, what to do. */
  readonly message: string;
}

/** What an Annotator throws: a fault, with its cause for the log. */
export class AnnotationFailed extends TaggedError {
  readonly tag = 'AnnotationFailed';

  constructor(
    readonly fault: Fault,
    options?: ErrorOptions,
  ) {
    super(fault.message, options);
  }
}
