import { MOST_CONTEXTS, type ProposedContext } from '../dimse/contexts.js';
import { COMPRESSED_SYNTAXES, UNCOMPRESSED_SYNTAXES } from '../dimse/transfer-syntaxes.js';
import { GET_MODELS } from './query.js';

/** Of what volumes are made of: offered in every encoding (PS3.4, B.5). */
const VOLUMES = [
  '1.2.840.10008.5.1.4.1.1.2', // CT
  '1.2.840.10008.5.1.4.1.1.4', // MR
  '1.2.840.10008.5.1.4.1.1.2.1', // Enhanced CT
  '1.2.840.10008.5.1.4.1.1.4.1', // Enhanced MR
  '1.2.840.10008.5.1.4.1.1.128', // PET
  '1.2.840.10008.5.1.4.1.1.7', // Secondary Capture
  '1.2.840.10008.5.1.4.1.1.2.2', // Legacy Converted Enhanced CT
  '1.2.840.10008.5.1.4.1.1.4.4', // Legacy Converted Enhanced MR
  '1.2.840.10008.5.1.4.1.1.7.3', // Multi-frame Grayscale Word Secondary Capture
];

/** Of what else an image may be: offered uncompressed, which servers turn the rest into. */
const OTHERS = [
  '1.2.840.10008.5.1.4.1.1.20', // Nuclear Medicine
  '1.2.840.10008.5.1.4.1.1.130', // Enhanced PET
  '1.2.840.10008.5.1.4.1.1.128.1', // Legacy Converted Enhanced PET
  '1.2.840.10008.5.1.4.1.1.1', // Computed Radiography
  '1.2.840.10008.5.1.4.1.1.1.1', // Digital X-Ray, for presentation
  '1.2.840.10008.5.1.4.1.1.3.1', // Ultrasound Multi-frame
  '1.2.840.10008.5.1.4.1.1.6.1', // Ultrasound
  '1.2.840.10008.5.1.4.1.1.481.2', // RT Dose
  '1.2.840.10008.5.1.4.1.1.66.4', // Segmentation
];

const MODELS: readonly ProposedContext[] = GET_MODELS.map((abstractSyntax) => ({
  abstractSyntax,
  transferSyntaxes: UNCOMPRESSED_SYNTAXES,
}));

/**
 * A context for each compressed encoding: a server picks one encoding of a context for all instances, and only where
 * each has its own can every instance come as it is stored.
 */
export const ALL_CONTEXTS: readonly ProposedContext[] = [
  ...MODELS,
  ...[...VOLUMES, ...OTHERS].map((abstractSyntax) => ({
    abstractSyntax,
    transferSyntaxes: UNCOMPRESSED_SYNTAXES,
    weStore: true,
  })),
  ...COMPRESSED_SYNTAXES.flatMap((one) =>
    VOLUMES.map((abstractSyntax) => ({ abstractSyntax, transferSyntaxes: [one] })),
  ),
].slice(0, MOST_CONTEXTS);

/** One encoding alone, for servers that look at a single context of each class (DCMTK's dcmqrscp). */
export const contextsFor = (transferSyntax: string): readonly ProposedContext[] => [
  ...MODELS,
  ...[...VOLUMES, ...OTHERS].map((abstractSyntax) => ({
    abstractSyntax,
    transferSyntaxes: [transferSyntax],
    weStore: true,
  })),
];
