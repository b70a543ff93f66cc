const ZERO = 0x30;

/** Whole numbers below this are written by hand. */
const MOST_BY_HAND = 1e9;

/** A text that is put together in memory of one piece, which must be large enough for all of it. */
export class AsciiText {
  readonly #memory: Buffer;
  #length = 0;

  constructor(capacity: number) {
    this.#memory = Buffer.allocUnsafe(capacity);
  }

  get bytes(): Uint8Array {
    return this.#memory.subarray(0, this.#length);
  }

  add(text: string): void {
    for (let at = 0; at < text.length; at++) this.#memory[this.#length++] = text.charCodeAt(at);
  }

  /** As JSON has it. */
  addNumber(value: number): void {
    if (!(Number.isInteger(value) && value >= 0 && value < MOST_BY_HAND))
      return this.add(JSON.stringify(value));
    let end = this.#length + 1;
    for (let rest = value; rest >= 10; rest = Math.trunc(rest / 10)) end++;
    let rest = value;
    for (let at = end - 1; at >= this.#length; at--) {
      this.#memory[at] = ZERO + (rest % 10);
      rest = Math.trunc(rest / 10);
    }
    this.#length = end;
  }
}
