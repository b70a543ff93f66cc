import { PDU_HEADER_BYTES, PDU_TYPES, PDV_HEADER_BYTES, type Pdv } from './pdu.js';

/** The headers of a P-DATA-TF PDU with this one PDV, whose value follows them. */
export function pdvHeader(pdv: Pdv): Buffer {
  const header = Buffer.alloc(PDU_HEADER_BYTES + PDV_HEADER_BYTES);
  header.writeUInt8(PDU_TYPES.data, 0);
  header.writeUInt32BE(PDV_HEADER_BYTES + pdv.bytes.length, 2);
  header.writeUInt32BE(PDV_HEADER_BYTES - 4 + pdv.bytes.length, 6);
  header.writeUInt8(pdv.contextId, 10);
  header.writeUInt8((pdv.command ? 1 : 0) | (pdv.last ? 2 : 0), 11);
  return header;
}
