import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { deepgrow3dViewNetwork } from './click-solvers/deepgrow-3d-network.js';
import { deepgrow3dSpec } from './click-solvers/deepgrow-3d.js';

/** What the network of training/ learns from, as a graph in a folder: node make-views.js <folder> */
const folder = process.argv[2];
if (folder === undefined) throw new Error('Name the folder that the views go to.');
await mkdir(folder, { recursive: true });
await writeFile(
  join(folder, 'deepgrow-3d-views.onnx'),
  deepgrow3dViewNetwork(deepgrow3dSpec([128, 128, 128])),
);
