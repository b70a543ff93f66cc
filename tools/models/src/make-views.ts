import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { deepgrowViewNetwork } from './click-solvers/corrected-deepgrow.js';
import { DEEPGROW_2D_SPEC } from './click-solvers/deepgrow-2d.js';
import { deepgrow3dSpec } from './click-solvers/deepgrow-3d.js';

/** What the network of training/ learns from, as a graph in a folder: node make-views.js <folder> */
const folder = process.argv[2];
if (folder === undefined) throw new Error('Name the folder that the views go to.');
await mkdir(folder, { recursive: true });
const views = {
  'deepgrow-2d-views.onnx': deepgrowViewNetwork(DEEPGROW_2D_SPEC),
  'deepgrow-3d-views.onnx': deepgrowViewNetwork(deepgrow3dSpec([128, 128, 128])),
};
for (const [name, bytes] of Object.entries(views)) await writeFile(join(folder, name), bytes);
