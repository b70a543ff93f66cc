import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { writeImage } from '@aiaa/imaging-io';
import { writeClickModel } from './click-model.js';
import { crowdFigures } from './crowd.js';
import { askModel, deleteSession, putSession, type HttpSession } from './http-session.js';
import { CLICKS } from './image-session.js';
import { inTempFolder } from './in-temp-folder.js';
import { writeLightModel } from './light-model.js';
import { startMonai } from './monai-peer.js';
import { openNetworkAlone } from './open-network-alone.js';
import { ctLikePhantom } from './phantom.js';
import { median, writeResults } from './results.js';
import { startServer, type ServerProcess } from './server-process.js';
import { timed } from './timed.js';

/**
 * The built server as its users meet it, over HTTP on this machine: an upload, clicks, and eight users at once, while
 * somebody else asks for next to nothing. With AIAA_BENCH_PYTHON naming an interpreter that has MONAI, MONAI does the
 * same clicks one after the other, without HTTP: the most that a server of one such process can do.
 */
const ROUNDS = Number(process.argv[2] ?? 5);
const USERS = 8;
const python = process.env['AIAA_BENCH_PYTHON'];

await inTempFolder(async (folder) => {
  const path = join(folder, 'ct.nii.gz');
  await writeImage(path, ctLikePhantom());
  const image = new Uint8Array(await readFile(path));
  const model = await writeClickModel(folder, 'deepgrow-3d');
  await writeLightModel(folder);
  const one = await withServer(folder, (server) => oneUser(server.url, image));
  const network = await networkMilliseconds(model);
  const clicks = await withServer(folder, (server) => eightUsers(server, 'clicks', image));
  const segmentations = await withServer(folder, (server) => eightUsers(server, 'segmentations', image));
  writeResults('server', {
    ...one,
    'network alone, ms': network,
    'second click / network alone': one['second click, ms'] / network,
    ...clicks,
    ...segmentations,
  });
  if (python === undefined) return;
  const monai = await startMonai(python, 'monai_clicks.py', [model, path, join(folder, 'monai.nii.gz')]);
  const times: number[] = [];
  for (let round = 0; round <= ROUNDS; round++) {
    times.push((await timed(() => monai.ask(JSON.stringify(CLICKS))))[0]);
  }
  monai.close();
  const [ours, theirs] = [clicks['clicks of eight users, each second'], 1000 / median(times.slice(1))];
  const figures = {
    'clicks of eight users, each second': ours,
    'clicks of MONAI one after the other, each second': theirs,
    'ours / MONAI': ours / theirs,
  };
  writeResults('server-monai', figures, monai.name);
});

async function withServer<T>(workspace: string, use: (server: ServerProcess) => Promise<T>): Promise<T> {
  const server = await startServer(workspace);
  try {
    return await use(server);
  } finally {
    await server.stop();
  }
}

async function oneUser(url: string, image: Uint8Array<ArrayBuffer>) {
  const voxelBytes = ctLikePhantom().voxels.byteLength;
  const [uploads, inflated, seconds]: [number[], number[], number[]] = [[], [], []];
  for (let round = 0; round <= ROUNDS; round++) {
    const session = await putSession(url, image);
    const [inflating] = await timed(() => gunzipSync(image, { chunkSize: voxelBytes + 1024 }));
    await click(url, session);
    const [second] = await timed(() => click(url, session));
    await deleteSession(url, session);
    if (round === 0) continue; // it loads the network, and nothing is compiled yet
    uploads.push(session.afterUpload);
    inflated.push(inflating);
    seconds.push(second);
  }
  return {
    'PUT session, from the last byte sent to the answer, ms': median(uploads),
    'gunzipSync of it, one chunk, ms': median(inflated),
    'PUT session / gunzipSync': median(uploads) / median(inflated),
    'second click, ms': median(seconds),
  };
}

async function eightUsers(
  server: ServerProcess,
  what: 'clicks' | 'segmentations',
  image: Uint8Array<ArrayBuffer>,
): Promise<Record<string, number>> {
  const sessions: HttpSession[] = [];
  while (sessions.length < USERS) sessions.push(await putSession(server.url, image));
  const ask = what === 'clicks' ? click : segment;
  return crowdFigures(server, { what, sessions, ask: (session) => ask(server.url, session) });
}

function click(url: string, session: HttpSession): Promise<void> {
  return askModel(url, { kind: 'deepgrow', model: 'deepgrow-3d', session });
}

function segment(url: string, session: HttpSession): Promise<void> {
  return askModel(url, { kind: 'segmentation', model: 'light', session });
}

async function networkMilliseconds(model: string): Promise<number> {
  const alone = await openNetworkAlone(model, 'deepgrow-3d');
  const times: number[] = [];
  for (let round = 0; round <= ROUNDS; round++) times.push(await alone.run());
  await alone.close();
  return median(times.slice(1));
}
