import { PDU_HEADER_BYTES, PDV_HEADER_BYTES, type Pdv } from './pdu.js';
import { notDicom } from './trouble.js';

/**
 * The PDVs of a whole P-DATA-TF PDU (PS3.8, 9.3.5), as views of it.
 * @throws AssociationTrouble when a length lies
 */
export function pdvsOf(pdu: Buffer): readonly Pdv[] {
  const pdvs: Pdv[] = [];
  for (let at = PDU_HEADER_BYTES; at < pdu.length;) {
    if (at + PDV_HEADER_BYTES > pdu.length) throw notDicom('a fragment ends within its header');
    const end = at + 4 + pdu.readUInt32BE(at);
    if (end < at + PDV_HEADER_BYTES || end > pdu.length) throw notDicom('a fragment lies about its length');
    const control = pdu.readUInt8(at + 5);
    pdvs.push({
      contextId: pdu.readUInt8(at + 4),
      command: (control & 1) === 1,
      last: (control & 2) === 2,
      bytes: pdu.subarray(at + PDV_HEADER_BYTES, end),
    });
    at = end;
  }
  return pdvs;
}
