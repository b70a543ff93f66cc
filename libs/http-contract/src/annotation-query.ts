import { MalformedRequest } from './errors/malformed-request.js';
import { decodeOutput, type Output } from './output.js';
import { queryText, type Query } from './query.js';

/** What the query of an annotation POST says; everything else in it is ignored, as clients send relics. */
export interface AnnotationQuery {
  readonly model: string;
  readonly sessionId?: string;
  readonly output: Output;
}

/** @throws MalformedRequest when no model is named. */
export function decodeAnnotationQuery(query: Query): AnnotationQuery {
  const model = queryText(query, 'model');
  if (model === undefined) {
    throw new MalformedRequest(
      'The request names no model: add ?model=NAME with a name that GET /v1/models lists.',
    );
  }
  const sessionId = queryText(query, 'session_id');
  return {
    model,
    output: decodeOutput(queryText(query, 'output')),
    ...(sessionId === undefined ? {} : { sessionId }),
  };
}
