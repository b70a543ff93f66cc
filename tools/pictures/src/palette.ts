export type Colour = readonly [red: number, green: number, blue: number];

/** Colours of labels 1, 2, 3, ..., told apart by most colour-blind eyes (Okabe and Ito, 2008). */
const LABEL_COLOURS: readonly Colour[] = [
  [86, 180, 233],
  [240, 228, 66],
  [213, 94, 0],
  [0, 158, 115],
  [204, 121, 167],
  [230, 159, 0],
];

export const colourOf = (label: number): Colour =>
  LABEL_COLOURS[(label - 1) % LABEL_COLOURS.length] ?? [255, 255, 255];
