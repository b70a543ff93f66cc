/** How this application takes part in a DICOM network. */
export interface DicomOptions {
  /** What we call ourselves where the peer does not say; `AIAA` when absent. */
  readonly callingAeTitle?: string;
  /** For peers with `tls`: whom to trust, and who we are. */
  readonly tls?: DicomTls;
  /** Where a host is and whether we may go there; what it throws is thrown on. The system's resolver when absent. */
  readonly resolve?: (host: string, port: number) => Promise<ResolvedAddress>;
}

/** In PEM. */
export interface DicomTls {
  /** Whom to trust, in place of the authorities of the system. */
  readonly ca?: string;
  /** Ours, for peers that ask who we are. */
  readonly cert?: string;
  readonly key?: string;
  /** Whether the peer's certificate must be trusted; true when absent. */
  readonly verify?: boolean;
}

export interface ResolvedAddress {
  readonly address: string;
  readonly family: number;
}

export const DEFAULT_CALLING_AE_TITLE = 'AIAA';
