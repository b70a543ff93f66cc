import type { Schema } from './schema.js';

/** Points at a schema that the document holds by its name. */
export const refTo = (name: string): Schema => ({ $ref: `#/components/schemas/${name}` });
