/** What a label of a label map stands for. */
export interface Segment {
  /** The value of its voxels, above 0. */
  readonly label: number;
  /** For people, such as `Liver`; `Label 7` where it is left out. */
  readonly name?: string;
  /** How viewers may show it: red, green and blue from 0 to 255 (sRGB). */
  readonly colour?: Colour;
  /** What kind of thing it is (PS3.16, CID 7150); tissue where it is left out. */
  readonly category?: Code;
  /** What it is (PS3.16, CID 7151), such as the liver; tissue where it is left out. */
  readonly type?: Code;
}

export type Colour = readonly [red: number, green: number, blue: number];

/** A concept of a coding scheme (PS3.3, 8.8). */
export interface Code {
  /** Such as `10200004`, up to 16 letters. */
  readonly value: string;
  /** Such as `SCT` for SNOMED CT, up to 16 letters. */
  readonly scheme: string;
  /** Such as `Liver`, up to 64 letters. */
  readonly meaning: string;
}

/** Who found the segments. */
export interface Algorithm {
  /** Such as the model's name, up to 64 letters. */
  readonly name: string;
  /** SEMIAUTOMATIC where a person led it, as by clicks; AUTOMATIC where it is left out (PS3.3, C.8.20.4). */
  readonly type?: 'AUTOMATIC' | 'SEMIAUTOMATIC';
}
