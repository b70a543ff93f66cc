/**
 * An error with a name that code can switch on. The message is one sentence for the person who asked; what
 * caused it stays in `cause` for the log.
 */
export abstract class TaggedError extends Error {
  abstract readonly tag: string;

  override get name(): string {
    return this.tag;
  }
}
