import { MAX_PDU_BYTES, PDU_HEADER_BYTES, PDU_TYPES } from './pdu.js';
import { notDicom } from './trouble.js';

// Some count the PDU's or the PDV's header to the maximum and some do not; nobody means four times as much.
const MOST_BYTES = 4 * MAX_PDU_BYTES;

const KNOWN: ReadonlySet<number> = new Set(Object.values(PDU_TYPES));

/** Cuts what comes over the line into whole PDUs, each copied at most once, however it comes. */
export class PduFramer {
  #chunks: Buffer[] = [];
  #bytes = 0;

  push(chunk: Buffer): void {
    this.#chunks.push(chunk);
    this.#bytes += chunk.length;
  }

  /**
   * The next PDU with its header, once it is there whole.
   * @throws AssociationTrouble as soon as the header is none of a PDU that we would take
   */
  next(): Buffer | undefined {
    if (this.#bytes < PDU_HEADER_BYTES) return undefined;
    const header = this.#front(PDU_HEADER_BYTES);
    const type = header.readUInt8(0);
    if (!KNOWN.has(type)) throw notDicom(strangeType(header));
    const length = PDU_HEADER_BYTES + header.readUInt32BE(2);
    if (length > MOST_BYTES) throw notDicom(`it announces a PDU of ${length} bytes`);
    return this.#bytes < length ? undefined : this.#take(length);
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
