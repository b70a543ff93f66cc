import { fileURLToPath } from 'node:url';
import { CT_TISSUE_CONFIG } from './ct-tissue-config.js';
import { ctTissueNetwork } from './ct-tissue-network.js';

export interface MadeFile {
  /** Its path inside the folder of the bundled models. */
  readonly name: string;
  readonly path: string;
  readonly bytes: Uint8Array;
}

/** Every file of the bundled models, where it belongs; the same bytes whenever it is asked for. */
export const bundledModels = (): readonly MadeFile[] => [
  made('ct_tissue/model.onnx', ctTissueNetwork()),
  made('ct_tissue/config_aiaa.json', new TextEncoder().encode(jsonText(CT_TISSUE_CONFIG))),
];

const made = (name: string, bytes: Uint8Array): MadeFile => ({
  name,
  path: fileURLToPath(new URL(`../../../libs/models/bundled/${name}`, import.meta.url)),
  bytes,
});

/** Indented, with lists of plain values on one line each, so that the formatter has nothing to change. */
const jsonText = (value: unknown): string =>
  `${JSON.stringify(value, null, 2).replace(/\[([^[\]{}]*)\]/g, (_, items: string) => `[${onOneLine(items)}]`)}\n`;

const onOneLine = (items: string): string => items.trim().replace(/\s*\n\s*/g, ' ');
