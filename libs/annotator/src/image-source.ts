/** Where an image is that nobody sent: whoever fetches it turns it into files. */
export type ImageSource = DicomSource | DicomWebSource | HttpSource;

export const QUERY_LEVELS = ['PATIENT', 'STUDY', 'SERIES'] as const;

/** The level of a query of the Query/Retrieve service (PS3.4, C.3). */
export type QueryLevel = (typeof QUERY_LEVELS)[number];

/** Another application of a DICOM network. */
export interface DicomPeer {
  readonly host: string;
  readonly port: number;
  /** What the other calls itself: 1 to 16 characters (PS3.5, 6.2: VR AE). */
  readonly calledAeTitle: string;
  /** What we call ourselves; absent: as whoever fetches is set up. */
  readonly callingAeTitle?: string;
  readonly tls?: boolean;
}

/** A series on a DICOM server, retrieved by C-GET (PS3.4, C.4.3). */
export interface DicomSource extends DicomPeer {
  readonly kind: 'dicom';
  readonly queryLevel: QueryLevel;
  readonly patientId?: string;
  readonly studyUid?: string;
  readonly seriesUid?: string;
}

/** A series on a DICOMweb server, retrieved by WADO-RS (PS3.18, 10.4). */
export interface DicomWebSource {
  readonly kind: 'dicomweb';
  /** The root of the service, such as `https://pacs/dicom-web`. */
  readonly url: string;
  readonly studyUid: string;
  readonly seriesUid: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly auth?: Credentials;
}

export interface Credentials {
  readonly user: string;
  readonly password: string;
}

/** One value, or several under one name. */
export type QueryValue = string | readonly string[];

/** A file behind a URL, asked for as users of python-requests write it. */
export interface HttpSource {
  readonly kind: 'http';
  readonly url: string;
  /** GET when absent. */
  readonly method?: string;
  readonly params?: Readonly<Record<string, QueryValue>>;
  readonly headers?: Readonly<Record<string, string>>;
  readonly cookies?: Readonly<Record<string, string>>;
  readonly auth?: Credentials;
  /** The body, as a form of fields or as it is. */
  readonly data?: string | Readonly<Record<string, QueryValue>>;
  /** The body, as JSON; `data` goes before it. */
  readonly json?: unknown;
  /** Without a byte from the other side; never more than whoever fetches allows. */
  readonly timeoutSeconds?: number;
  /** True when absent. */
  readonly allowRedirects?: boolean;
  /** Whether the other side's certificate must be trusted; true when absent. */
  readonly verify?: boolean;
}
