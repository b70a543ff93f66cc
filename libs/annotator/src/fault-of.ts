import { TaggedError, errorCode } from '@aiaa/volume/errors';
import { AnnotationFailed, FAULT_TAGS, type Fault, type FaultTag } from './faults.js';

const TAGS: ReadonlySet<string> = new Set(FAULT_TAGS);
const FULL_DISK: ReadonlySet<unknown> = new Set(['ENOSPC', 'EDQUOT']);

/**
 * The fault that an error stands for. An error we did not foresee becomes `Internal` with a sentence that
 * tells nothing of the server's insides; the error itself belongs in the log.
 */
export function faultOf(error: unknown): Fault {
  if (error instanceof AnnotationFailed) return error.fault;
  if (error instanceof TaggedError && isFaultTag(error.tag))
    return { tag: error.tag, message: error.message };
  if (FULL_DISK.has(errorCode(error)))
    return { tag: 'StorageFull', message: 'The disk of the server is full.' };
  return { tag: 'Internal', message: 'The server failed on this request; its log says why.' };
}

const isFaultTag = (tag: string): tag is FaultTag => TAGS.has(tag);
