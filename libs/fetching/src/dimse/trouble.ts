/** What can befall an association, in the order in which it can. */
export type Trouble =
  | { readonly kind: 'unreachable'; readonly code: string }
  | { readonly kind: 'slow to connect'; readonly milliseconds: number }
  | { readonly kind: 'untrusted'; readonly why: string }
  | { readonly kind: 'rejected'; readonly result: number; readonly source: number; readonly reason: number }
  | { readonly kind: 'no context'; readonly service: string }
  | { readonly kind: 'aborted' }
  | { readonly kind: 'closed'; readonly accepted: boolean }
  | { readonly kind: 'not DICOM'; readonly why: string }
  | { readonly kind: 'silent'; readonly milliseconds: number }
  | { readonly kind: 'too long'; readonly milliseconds: number };

/** Ends an association; whoever asked for it hears `explainTrouble`'s sentence, never this. */
export class AssociationTrouble extends Error {
  constructor(
    readonly trouble: Trouble,
    options?: ErrorOptions,
  ) {
    super(trouble.kind, options);
  }
}

export const notDicom = (why: string, options?: ErrorOptions): AssociationTrouble =>
  new AssociationTrouble({ kind: 'not DICOM', why }, options);
