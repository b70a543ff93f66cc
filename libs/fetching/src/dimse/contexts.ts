/** An identifier of one byte, and only the odd ones (PS3.8, 9.3.2.2). */
export const MOST_CONTEXTS = 128;

/** What we offer to talk about, and in which encodings. */
export interface ProposedContext {
  readonly abstractSyntax: string;
  readonly transferSyntaxes: readonly string[];
  /** Whether the other side shall store with us (PS3.7, D.3.3.4: SCP role); once for each abstract syntax. */
  readonly weStore?: boolean;
}

/** What the other side agreed to. */
export interface AgreedContext {
  readonly id: number;
  readonly abstractSyntax: string;
  readonly transferSyntax: string;
}
