import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readImage } from '@aiaa/imaging-io';
import { countLabels, determinant, labelMapOf, type LabelMap } from '@aiaa/volume';
import { demoTable } from './demo-table.js';

const MODEL = 'ct_tissue';
const SAMPLE = new URL('../sample/ct_phantom.nii.gz', import.meta.url);

/** Segments the sample through the API and prints what came back: the process that main.ts forks. */
async function demo(url: string): Promise<string> {
  const labels = await fetchLabels(url);
  const form = new FormData();
  form.set('params', '{}');
  form.set('image', new Blob([await readFile(SAMPLE)]), 'ct_phantom.nii.gz');
  const start = performance.now();
  const answer = await fetch(`${url}/v1/segmentation?model=${MODEL}&output=image`, {
    method: 'POST',
    body: form,
  });
  if (!answer.ok) throw new Error(await answer.text());
  const mask = new Uint8Array(await answer.arrayBuffer());
  const seconds = (performance.now() - start) / 1000;
  const map = await readMask(mask);
  const voxelMm3 = Math.abs(determinant(map.affine));
  return demoTable({ model: MODEL, seconds, labels, counts: countLabels(map), voxelMm3 });
}

async function fetchLabels(url: string): Promise<readonly string[]> {
  const answer = await fetch(`${url}/v1/models?model=${MODEL}`);
  if (!answer.ok) throw new Error(await answer.text());
  const { labels } = Object(await answer.json());
  return Array.isArray(labels) ? labels.map(String) : [];
}

async function readMask(bytes: Uint8Array): Promise<LabelMap> {
  const folder = await mkdtemp(join(tmpdir(), 'aiaa-demo-'));
  try {
    const path = join(folder, 'mask.nii.gz');
    await writeFile(path, bytes);
    return labelMapOf((await readImage({ path })).volume);
  } finally {
    await rm(folder, { recursive: true });
  }
}

try {
  process.stdout.write(await demo(process.argv[2] ?? 'http://127.0.0.1:5000'));
} catch (error) {
  process.stdout.write(
    `\n  The demo did not run: ${error instanceof Error ? error.message : String(error)}\n`,
  );
}
process.disconnect?.();
