/** The types of JSON that a config file may write a value as. */
export type JsonType = 'text' | 'number' | 'switch' | 'list';

/** How values of one kind are written: as a flag, in the environment, in a config file. */
export interface ValueKind<T> {
  /** What help shows in place of a value. */
  readonly placeholder: string;
  readonly json: readonly JsonType[];
  /** @throws InvalidArgumentError with what was expected */
  parse(text: string): T;
  /** As a person would write it. */
  show(value: T): string;
}
