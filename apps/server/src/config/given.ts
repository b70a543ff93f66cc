/** A setting that somebody has set, not yet decoded. */
export interface Given {
  readonly name: string;
  readonly text: string;
  /** Where, as the beginning of a sentence: `Environment variable AIAA_PORT`. */
  readonly where: string;
}
