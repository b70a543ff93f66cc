import type { OpenApiOperation } from '@aiaa/http-contract';
import { DOCUMENT } from '../routes/openapi.js';

/** An operation of the document, with its place in it. */
export interface PlacedOperation extends OpenApiOperation {
  /** `GET /session/{id}`. */
  readonly name: string;
  readonly method: string;
  readonly path: string;
}

/** What is made comes before what asks for it, and what removes it last. */
const ORDER = ['PUT', 'GET', 'POST', 'PATCH', 'DELETE'];

/** Every operation of the document, in an order in which their examples can be sent. */
export const operations: readonly PlacedOperation[] = Object.entries(DOCUMENT.paths)
  .flatMap(([path, methods]) =>
    Object.entries(methods).map(([verb, operation]) => {
      const method = verb.toUpperCase();
      return { ...operation, name: `${method} ${path}`, method, path };
    }),
  )
  .toSorted((one, other) => ORDER.indexOf(one.method) - ORDER.indexOf(other.method));
