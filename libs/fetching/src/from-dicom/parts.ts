/** Large enough for a slice of a CT or MR, so that each is written at once. */
const PART_BYTES = 1 << 20;

/** Memory in which bytes wait for the disk: pieces of one size, used again and again. */
export class Parts {
  /** How many are in use. */
  taken = 0;
  readonly #free: Buffer[] = [];

  constructor(
    /** Hears when one is given back. */
    private readonly onFree: () => void,
  ) {}

  take(): Buffer {
    this.taken += 1;
    return this.#free.pop() ?? Buffer.allocUnsafeSlow(PART_BYTES);
  }

  giveBack(part: Buffer): void {
    this.taken -= 1;
    this.#free.push(part);
    this.onFree();
  }
}
