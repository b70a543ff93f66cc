import {
  MAX_PDU_BYTES,
  PDU_HEADER_BYTES,
  PDU_TYPES,
  PDV_HEADER_BYTES,
  type ControlPdu,
  type Pdv,
} from './pdu.js';
import { notDicom } from './trouble.js';

// Some count the PDU's or the PDV's header to the maximum and some do not; nobody means four times as much.
const MOST_BYTES = 4 * MAX_PDU_BYTES;

const KNOWN: ReadonlySet<number> = new Set(Object.values(PDU_TYPES));

/**
 * Takes apart what comes over the line: PDUs that carry no message whole, and the PDVs of the others in pieces as they
 * come, views of what was pushed.
 */
export class PduFramer {
  #chunks: Buffer[] = [];
  #bytes = 0;
  /** How much of a P-DATA-TF PDU is still to come. */
  #pduLeft = 0;
  /** The PDV whose value is coming, and how much of it is. */
  #pdv: Omit<Pdv, 'bytes'> | undefined;
  #pdvLeft = 0;

  push(chunk: Buffer): void {
    this.#chunks.push(chunk);
    this.#bytes += chunk.length;
  }

  /**
   * The next PDU or piece of a PDV, once there is one.
   * @throws AssociationTrouble as soon as a header is none that we would take
   */
  next(): ControlPdu | Pdv | undefined {
    if (this.#pduLeft === 0 && !this.#pdv) {
      const pdu = this.#startPdu();
      if (this.#pduLeft === 0) return pdu;
    }
    return this.#pdv || this.#startPdv() ? this.#piece() : undefined;
  }

  /** What is left of what was pushed last waits in memory of its own from here on. */
  keep(): void {
    const last = this.#chunks.pop();
    if (last) this.#chunks.push(Buffer.from(last));
  }

  /** A whole PDU, unless its PDVs are to be given one by one. */
  #startPdu(): ControlPdu | undefined {
    if (this.#bytes < PDU_HEADER_BYTES) return undefined;
    const header = this.#front(PDU_HEADER_BYTES);
    const type = header.readUInt8(0);
    if (!KNOWN.has(type)) throw notDicom(strangeType(header));
    const length = header.readUInt32BE(2);
    const whole = PDU_HEADER_BYTES + length;
    if (whole > MOST_BYTES) throw notDicom(`it announces a PDU of ${whole} bytes`);
    if (type !== PDU_TYPES.data)
      return this.#bytes < whole ? undefined : { type, bytes: Buffer.from(this.#take(whole)) };
    if (length < PDV_HEADER_BYTES) throw notDicom('a PDU of data is empty');
    this.#take(PDU_HEADER_BYTES);
    this.#pduLeft = length;
    return undefined;
  }

  /** Whether the header of the next PDV is there (PS3.8, 9.3.5.1). */
  #startPdv(): boolean {
    if (this.#pduLeft < PDV_HEADER_BYTES) throw notDicom('a fragment ends within its header');
    if (this.#bytes < PDV_HEADER_BYTES) return false;
    const header = this.#take(PDV_HEADER_BYTES);
    const length = 4 + header.readUInt32BE(0);
    if (length < PDV_HEADER_BYTES || length > this.#pduLeft)
      throw notDicom('a fragment lies about its length');
    const control = header.readUInt8(5);
    this.#pdv = {
      contextId: header.readUInt8(4),
      command: (control & 1) === 1,
      last: (control & 2) === 2,
    };
    this.#pdvLeft = length - PDV_HEADER_BYTES;
    this.#pduLeft -= length;
    return true;
  }

  #piece(): Pdv | undefined {
    const pdv = this.#pdv;
    if (!pdv || (this.#bytes === 0 && this.#pdvLeft > 0)) return undefined;
    const bytes = this.#take(Math.min(this.#pdvLeft, this.#chunks[0]?.length ?? 0));
    this.#pdvLeft -= bytes.length;
    if (this.#pdvLeft > 0) return { ...pdv, last: false, bytes };
    this.#pdv = undefined;
    return { ...pdv, bytes };
  }

  /** So many bytes in one piece, still to be taken. */
  #front(bytes: number): Buffer {
    const [first] = this.#chunks;
    if (first !== undefined && first.length >= bytes) return first.subarray(0, bytes);
    const whole = Buffer.concat(this.#chunks);
    this.#chunks = [whole];
    return whole.subarray(0, bytes);
  }

  #take(bytes: number): Buffer {
    const taken = this.#front(bytes);
    const [first = taken, ...others] = this.#chunks;
    const rest = first.subarray(bytes);
    this.#chunks = rest.length > 0 ? [rest, ...others] : others;
    this.#bytes -= bytes;
    return taken;
  }
}

function strangeType(header: Buffer): string {
  if (header.toString('latin1').startsWith('HTTP/'))
    return 'it answers as a web server, so the port is another one';
  // The alert of a TLS record (RFC 8446, 5.1) comes back from a port that wants TLS.
  if (header.readUInt8(0) === 21) return 'it seems to want TLS';
  return `it sent ${header.readUInt8(0)} where a type of PDU belongs`;
}
