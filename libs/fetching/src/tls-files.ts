/** Where what TLS needs in a DICOM network lies, in PEM. Read for each association: what is renewed is taken. */
export interface TlsFiles {
  /** Whom to trust, in place of the authorities of the system. */
  readonly ca?: string | undefined;
  /** Ours, for peers that ask who we are; both or neither. */
  readonly cert?: string | undefined;
  readonly key?: string | undefined;
}
