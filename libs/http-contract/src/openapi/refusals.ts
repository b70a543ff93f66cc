import type { FaultTag } from '@aiaa/annotator';

/** Any request may end so. */
export const ANY: readonly FaultTag[] = [
  'MalformedRequest',
  'LimitExceeded',
  'BrokenInvariant',
  'Internal',
  'Stopping',
];

/** A body may end so while it comes. */
export const UPLOADED: readonly FaultTag[] = ['RequestTimeout', 'Cancelled', 'StorageFull'];

/** Work on an image may. */
export const WORKED: readonly FaultTag[] = [
  ...UPLOADED,
  'MalformedImage',
  'UnsupportedImage',
  'UnfitImage',
  'SessionGone',
  'WorkerLost',
  'Overloaded',
];

/** And so may what a model does. */
export const MODELLED: readonly FaultTag[] = [
  ...WORKED,
  'ModelNotFound',
  'MalformedModelConfig',
  'UnfitModel',
  'NetworkFailed',
];

/** And a fetch from elsewhere. */
export const FETCHED: readonly FaultTag[] = [
  'FetchForbidden',
  'RemoteNotFound',
  'RemoteFailed',
  'RemoteTimeout',
];

/** These belong to no operation: the path, or the method on it, is none of the document. */
export const OUTSIDE: readonly FaultTag[] = ['RouteNotFound', 'MethodNotAllowed'];
