import { fileURLToPath } from 'node:url';
import { ctOrNotNetwork } from './ct-or-not-network.js';
import { CT_OR_NOT_CONFIG } from './ct-or-not-config.js';
import { ANNOTATION_DEXTR3D_CONFIG, annotationDextr3dNetwork } from './click-solvers/annotation-dextr3d.js';
import { DEEPGROW_2D_CONFIG, deepgrow2dModel } from './click-solvers/deepgrow-2d.js';
import { DEEPGROW_3D_CONFIG, deepgrow3dModel } from './click-solvers/deepgrow-3d.js';
import { DEEPGROW_PIPELINE_CONFIG } from './click-solvers/deepgrow-pipeline.js';
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
  ...madeModel('ct_tissue', ctTissueNetwork(), CT_TISSUE_CONFIG),
  ...madeModel('ct_or_not', ctOrNotNetwork(), CT_OR_NOT_CONFIG),
  ...madeModel('annotation_dextr3d', annotationDextr3dNetwork(), ANNOTATION_DEXTR3D_CONFIG),
  ...madeModel('deepgrow_2d', deepgrow2dModel(), DEEPGROW_2D_CONFIG),
  ...madeModel('deepgrow_3d', deepgrow3dModel(), DEEPGROW_3D_CONFIG),
  madeConfig('deepgrow_pipeline', DEEPGROW_PIPELINE_CONFIG),
];

const madeModel = (name: string, network: Uint8Array, config: object): readonly MadeFile[] => [
  made(`${name}/model.onnx`, network),
  madeConfig(name, config),
];

const madeConfig = (name: string, config: object): MadeFile =>
  made(`${name}/config_aiaa.json`, new TextEncoder().encode(jsonText(config)));

const made = (name: string, bytes: Uint8Array): MadeFile => ({
  name,
  path: fileURLToPath(new URL(`../../../libs/models/bundled/${name}`, import.meta.url)),
  bytes,
});

/** Indented, with lists of plain values on one line each, so that the formatter has nothing to change. */
const jsonText = (value: unknown): string =>
  `${JSON.stringify(value, null, 2).replace(/\[([^[\]{}]*)\]/g, (_, items: string) => `[${onOneLine(items)}]`)}\n`;

const onOneLine = (items: string): string => items.trim().replace(/\s*\n\s*/g, ' ');
