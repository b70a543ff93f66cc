import { cielab } from './cielab.js';
import type { Letters } from './letters.js';
import type { NewDataSet } from './new-data-set.js';
import { plainText } from './plain-text.js';
import type { Algorithm, Code, Segment } from './segment.js';

const TISSUE: Code = { value: '85756007', scheme: 'SCT', meaning: 'Tissue' };

/** The items of the Segment Sequence (PS3.3, C.8.20.4), numbered from 1 in their order. */
export const segmentItems = (
  segments: readonly Segment[],
  algorithm: Algorithm,
  letters: Letters,
): readonly NewDataSet[] =>
  segments.map(({ label, name = '', colour, category = TISSUE, type = TISSUE }, at) => ({
    SegmentNumber: at + 1,
    SegmentLabel: plainText(letters.fit(name), 64, `Label ${label}`),
    SegmentDescription: `Label ${label} of the label map`,
    SegmentAlgorithmType: algorithm.type ?? 'AUTOMATIC',
    SegmentAlgorithmName: plainText(letters.fit(algorithm.name), 64, 'unknown'),
    SegmentedPropertyCategoryCodeSequence: [codeItem(category, letters)],
    SegmentedPropertyTypeCodeSequence: [codeItem(type, letters)],
    RecommendedDisplayCIELabValue: colour === undefined ? undefined : cielab(colour),
  }));

/** The item of a code sequence (PS3.3, 8.8). */
export const codeItem = ({ value, scheme, meaning }: Code, letters?: Letters): NewDataSet => ({
  CodeValue: value,
  CodingSchemeDesignator: scheme,
  CodeMeaning: plainText(letters?.fit(meaning) ?? meaning, 64, value),
});
