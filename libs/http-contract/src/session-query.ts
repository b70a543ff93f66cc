import type { ResultExtension } from '@aiaa/annotator';
import { findNumber } from './number-text.js';
import { findExtension } from './params/result-extension.js';
import { queryText, type Query } from './query.js';
import { findSwitch } from './switch-word.js';

/** What the query of `PUT /session/` or `GET /session/{id}` says; words that mean nothing are ignored. */
export interface SessionQuery {
  /** How long the session should outlive its last use; the server's own default when absent, its ceiling at most. */
  readonly expirySeconds?: number;
  /** The file that fetched or uploaded DICOM is to become: OHIF asks for `.nii`. */
  readonly saveAs?: ResultExtension;
  /** Whether the image is asked for, not what is known of it. */
  readonly image: boolean;
  /** Whether asking counts as a use of the session. */
  readonly updateTs: boolean;
}

/**
 * Refuses nothing: clients send 0 for the default, and an expiry that is absent, negative or no number asks for as
 * little.
 */
export function decodeSessionQuery(query: Query): SessionQuery {
  const expirySeconds = findNumber(queryText(query, 'expiry')) ?? 0;
  const saveAs = findExtension(queryText(query, 'save_as') ?? '');
  return {
    ...(expirySeconds > 0 ? { expirySeconds } : {}),
    ...(saveAs === undefined ? {} : { saveAs }),
    image: isOn(query, 'image'),
    updateTs: isOn(query, 'update_ts'),
  };
}

const isOn = (query: Query, name: string): boolean => findSwitch(queryText(query, name) ?? '') ?? false;
