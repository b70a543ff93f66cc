export { TaggedError } from './tagged-error.js';
export { MalformedImage } from './malformed-image.js';
export { UnsupportedImage } from './unsupported-image.js';
export { LimitExceeded } from './limit-exceeded.js';
export { UnfitImage } from './unfit-image.js';
export { Cancelled } from './cancelled.js';
export { BrokenInvariant } from './broken-invariant.js';
export { assertNever } from './assert-never.js';
