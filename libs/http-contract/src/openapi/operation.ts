import type { FaultTag } from '@aiaa/annotator';
import type { Parameter } from './parameter.js';
import type { Schema } from './schema.js';

/** A body by its content types. */
export type Content = Readonly<Record<string, MediaType>>;

export interface MediaType {
  readonly schema: Schema;
  /** What can be sent as it is; where a member is a file, its name. */
  readonly example?: unknown;
  readonly encoding?: Readonly<Record<string, { readonly contentType: string }>>;
}

/** One endpoint, before it is written as OpenAPI has it. */
export interface Operation {
  readonly method: 'delete' | 'get' | 'patch' | 'post' | 'put';
  /** Without a slash at its end; every path answers with one too. */
  readonly path: string;
  readonly id: string;
  readonly tag: string;
  readonly summary: string;
  readonly description?: string;
  readonly parameters?: readonly Parameter[];
  readonly body?: Content;
  readonly bodyRequired?: boolean;
  /** What 200 means, and holds. */
  readonly answer: { readonly description: string; readonly content: Content };
  /** Whether it is for `--admin_hosts` alone, and for those who bring the token where there is one. */
  readonly guarded?: boolean;
  /** What it may be refused with, beside what any request may. */
  readonly refusals: readonly FaultTag[];
}
