import type { DataSet } from '../data-set.js';
import { rawValue } from './copied-attributes.js';
import type { NewDataSet } from './new-data-set.js';

/** The method of each syntax that always loses (PS3.3, C.7.6.1.1.5.1). */
const LOSSY_SYNTAXES: Readonly<Record<string, string>> = {
  '1.2.840.10008.1.2.4.50': 'ISO_10918_1',
  '1.2.840.10008.1.2.4.51': 'ISO_10918_1',
  '1.2.840.10008.1.2.4.81': 'ISO_14495_1',
};

/** Whether the source once lost something to compression, for what is derived from it did too (PS3.3, C.8.20.2). */
export function compressionHistory(source: DataSet, transferSyntax: string): NewDataSet {
  const syntaxMethod = LOSSY_SYNTAXES[transferSyntax];
  const said = Buffer.from(rawValue(source, 'LossyImageCompression') ?? []).toString('latin1');
  if (said !== '01' && syntaxMethod === undefined) return { LossyImageCompression: '00' };
  return {
    LossyImageCompression: '01',
    LossyImageCompressionRatio: rawValue(source, 'LossyImageCompressionRatio'),
    LossyImageCompressionMethod: rawValue(source, 'LossyImageCompressionMethod') ?? syntaxMethod,
  };
}
