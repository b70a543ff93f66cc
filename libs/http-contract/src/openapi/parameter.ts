import type { Schema } from './schema.js';

/** An argument in the address. */
export interface Parameter {
  readonly name: string;
  readonly in: 'path' | 'query';
  readonly description: string;
  readonly required?: boolean;
  readonly schema: Schema;
  /** What the example of its operation sends, if anything. */
  readonly example?: unknown;
}

/** Arguments that an operation may leave out, with what its example says for some of them. */
export const withExamples = (
  parameters: readonly Parameter[],
  examples: Readonly<Record<string, unknown>>,
): readonly Parameter[] =>
  parameters.map((parameter) =>
    Object.hasOwn(examples, parameter.name) ? { ...parameter, example: examples[parameter.name] } : parameter,
  );
