import type { JsonCursor } from './json-cursor.js';

/** What the inference block of a config says, in whatever generation's words. */
export interface InferenceBlock {
  /** The place where a setting such as `roi` is written, or would be. */
  setting(key: string): JsonCursor;
  /** The place where something that clients are told, such as `padding`, is written, or would be. */
  told(key: string): JsonCursor;
  /** What clients are told of the model beside its name and labels. */
  readonly extra: Readonly<Record<string, unknown>>;
}
