import { posix } from 'node:path';
import { NETWORK_FILE } from '../model-package.js';
import { UnfitModel } from '../unfit-model.js';
import type { ArchivedFiles } from './archived-files.js';
import { unrunnable, type UnrunnableKind } from './unrunnable.js';
import { weightsKind, type WeightsKind } from './weights-kind.js';

/**
 * The path of the one ONNX network in an archive, whatever it is called; of several, the one called `model.onnx`.
 * @throws UnfitModel when there is none, saying what there is, or when there is no telling which.
 */
export async function networkInArchive(files: ArchivedFiles, archive: string): Promise<string> {
  assertNoPyTorch(files, archive);
  const kinds = new Map<string, WeightsKind>();
  for (const [name, path] of files) kinds.set(name, await weightsKind(path));
  const networks = [...kinds].flatMap(([name, kind]) => (kind === 'onnx' ? [name] : []));
  const called = networks.filter((name) => posix.basename(name) === NETWORK_FILE);
  const [only, ...others] = called.length === 1 ? called : networks;
  if (only === undefined) throw withoutNetwork(kinds, archive);
  if (others.length === 0) return only;
  throw new UnfitModel(
    `The archive holds ${networks.length} ONNX networks; call the one to run ${NETWORK_FILE}, and only that.`,
  );
}

/** What torch.save and torch.jit.save write is a zip itself: that of a module has its code. */
function assertNoPyTorch(files: ArchivedFiles, archive: string): void {
  const names = [...files.keys()];
  if (names.some((name) => /(^|\/)constants\.pkl$|^[^/]+\/code\//.test(name))) {
    throw unrunnable('torchscript', archive);
  }
  if (names.some((name) => /^([^/]+\/)?data\.pkl$/.test(name))) throw unrunnable('checkpoint', archive);
}

/** The most telling of what lies there: weights of another kind, a PyTorch file, or nothing of the sort. */
function withoutNetwork(kinds: ReadonlyMap<string, WeightsKind>, archive: string): UnfitModel {
  for (const [name, kind] of kinds) {
    if (isForeign(kind)) return unrunnable(kind, name);
    if (kind === 'zip' && /\.(ts|pt|pth)$/i.test(name)) return unrunnable('torchscript', name);
  }
  return new UnfitModel(
    `${JSON.stringify(archive.slice(-96))} holds no ONNX network: add one, such as models/${NETWORK_FILE}.`,
  );
}

const isForeign = (kind: WeightsKind): kind is Exclude<WeightsKind, 'onnx' | 'zip'> & UnrunnableKind =>
  !['onnx', 'zip', 'empty', 'unknown', 'gzip'].includes(kind);
