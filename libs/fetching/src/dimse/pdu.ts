/** The types of PDUs (PS3.8, 9.3). */
export const PDU_TYPES = {
  associateRequest: 1,
  associateAccept: 2,
  associateReject: 3,
  data: 4,
  releaseRequest: 5,
  releaseResponse: 6,
  abort: 7,
} as const;

/** Type, a reserved byte, and the length of what follows, big endian (PS3.8, 9.3.1). */
export const PDU_HEADER_BYTES = 6;

/** Length, context and control header of a PDV (PS3.8, 9.3.5.1); the length counts all but itself. */
export const PDV_HEADER_BYTES = 6;

/** What we ask others to keep to (PS3.8, D.1): larger PDUs are no faster. */
export const MAX_PDU_BYTES = 256 << 10;

/** A whole PDU that carries no message, with its header. */
export interface ControlPdu {
  readonly type: number;
  readonly bytes: Buffer;
}

/** One fragment of a message (PS3.8, 9.3.5.1 and E.2), or a piece of one. */
export interface Pdv {
  readonly contextId: number;
  readonly command: boolean;
  readonly last: boolean;
  readonly bytes: Buffer;
}
