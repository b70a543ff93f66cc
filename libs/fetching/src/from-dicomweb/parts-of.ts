import { RemoteFailed } from '../errors/remote-failed.js';

/** A part of a multipart body; its bytes must be read to their end before the next part is asked for. */
export interface BodyPart {
  /** By their names in lower case. */
  readonly headers: ReadonlyMap<string, string>;
  readonly bytes: AsyncIterable<Uint8Array>;
}

/** What one part needs to say of itself, tenfold. */
const MOST_HEADER_BYTES = 16_384;
/** Spaces after a boundary (RFC 2046, 5.1.1: transport padding). */
const MOST_PADDING = 256;

/**
 * Takes a multipart body apart as it comes (RFC 2046, 5.1.1), holding no more of it than a chunk and a boundary.
 * A Content-Length in a part is not trusted to find its end, but must agree with it.
 * @throws RemoteFailed when it breaks off, or is no multipart body of this boundary
 */
export async function* partsOf(
  chunks: AsyncIterable<Uint8Array>,
  boundary: string,
  host: string,
): AsyncGenerator<BodyPart> {
  const body = new Body(chunks, boundary, host);
  // What comes before the first boundary is for readers that know no multipart.
  for await (const preamble of body.untilBoundary()) void preamble;
  while (!body.closed) {
    const headers = await body.headers();
    yield { headers, bytes: body.part(headers) };
  }
}

class Body {
  closed = false;
  readonly #chunks: AsyncIterator<Uint8Array>;
  readonly #delimiter: Buffer;
  readonly #host: string;
  /** A body may begin with its boundary; the line end that belongs to it then comes before the first byte. */
  #held: Buffer = Buffer.from('\r\n');
  #parts = 0;

  constructor(chunks: AsyncIterable<Uint8Array>, boundary: string, host: string) {
    this.#chunks = chunks[Symbol.asyncIterator]();
    this.#delimiter = Buffer.from(`\r\n--${boundary}`, 'latin1');
    this.#host = host;
  }

  async *part(headers: ReadonlyMap<string, string>): AsyncGenerator<Uint8Array> {
    let bytes = 0;
    for await (const chunk of this.untilBoundary()) {
      bytes += chunk.length;
      yield chunk;
    }
    const declared = headers.get('content-length');
    if (declared !== undefined && declared !== String(bytes)) {
      throw this.#failed(`holds a part of ${bytes} bytes that says it has ${declared.slice(0, 20)}`);
    }
  }

  /** What stands before the next boundary; the boundary's own line is taken. */
  async *untilBoundary(): AsyncGenerator<Uint8Array> {
    for (let from = 0; ;) {
      const at = this.#held.indexOf(this.#delimiter, from);
      if (at >= 0) {
        const line = await this.#boundaryLine(at + this.#delimiter.length);
        if (line !== undefined) {
          if (at > 0) yield this.#take(at);
          this.#held = this.#held.subarray(line - at);
          return;
        }
        from = at + 1;
        continue;
      }
      const free = this.#held.length - this.#delimiter.length + 1;
      if (free > 0) yield this.#take(free);
      from = 0;
      if (!(await this.#more())) throw this.#failed(`breaks off ${this.#place()}`);
    }
  }

  /** The lines up to the first that is empty. */
  async headers(): Promise<ReadonlyMap<string, string>> {
    this.#parts++;
    let end = this.#headersEnd();
    while (end < 0) {
      if (this.#held.length > MOST_HEADER_BYTES) throw this.#failed('has a part with endless headers');
      if (!(await this.#more())) throw this.#failed(`breaks off ${this.#place()}`);
      end = this.#headersEnd();
    }
    const text = this.#take(end).toString('latin1');
    this.#held = this.#held.subarray(2);
    return headersIn(text);
  }

  /** Where the empty line begins that ends the headers. */
  #headersEnd(): number {
    if (this.#held.subarray(0, 2).equals(CRLF)) return 0;
    const end = this.#held.indexOf('\r\n\r\n');
    return end < 0 ? end : end + 2;
  }

  /** Where the line of a boundary ends, undefined when what stands there is data after all. */
  async #boundaryLine(start: number): Promise<number | undefined> {
    for (;;) {
      const line = this.#held.toString('latin1', start, start + MOST_PADDING);
      if (line.startsWith('--')) {
        this.closed = true;
        return start + 2;
      }
      const [padding] = /^[ \t]*\r\n/.exec(line) ?? [];
      if (padding !== undefined) return start + padding.length;
      if (!/^(-|[ \t]*\r?)$/.test(line) || line.length === MOST_PADDING) return undefined;
      if (!(await this.#more())) throw this.#failed(`breaks off ${this.#place()}`);
    }
  }

  #take(count: number): Buffer {
    const taken = this.#held.subarray(0, count);
    this.#held = this.#held.subarray(count);
    return taken;
  }

  async #more(): Promise<boolean> {
    const { done, value } = await this.#chunks.next();
    if (done === true) return false;
    this.#held = this.#held.length === 0 ? asBuffer(value) : Buffer.concat([this.#held, value]);
    return true;
  }

  #place(): string {
    return this.#parts === 0 ? 'before its first part' : `in its part ${this.#parts}`;
  }

  #failed(what: string): RemoteFailed {
    return new RemoteFailed(`The multipart answer of ${this.#host} ${what}.`);
  }
}

const CRLF = Buffer.from('\r\n');

const asBuffer = ({ buffer, byteOffset, byteLength }: Uint8Array): Buffer =>
  Buffer.from(buffer, byteOffset, byteLength);

const headersIn = (text: string): ReadonlyMap<string, string> =>
  new Map(
    text.split('\r\n').flatMap((line) => {
      const colon = line.indexOf(':');
      return colon < 1 ? [] : [[line.slice(0, colon).trim().toLowerCase(), line.slice(colon + 1).trim()]];
    }),
  );
