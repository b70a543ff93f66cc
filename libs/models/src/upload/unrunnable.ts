import { UnfitModel } from '../unfit-model.js';
import type { WeightsKind } from './weights-kind.js';

export type UnrunnableKind = Exclude<WeightsKind, 'onnx' | 'zip'> | 'torchscript' | 'checkpoint';

const FROM_PYTORCH = 'load it in PyTorch and export it with torch.onnx.export';
const FROM_TENSORFLOW = 'convert it with tf2onnx';

const SENTENCES: Readonly<Record<UnrunnableKind, string>> = {
  torchscript: `is TorchScript, which is not run here: ${FROM_PYTORCH}.`,
  checkpoint: `is a PyTorch checkpoint, weights without a network: ${FROM_PYTORCH}.`,
  pickle: `is a Python pickle, such as a PyTorch checkpoint, which is never opened here: ${FROM_PYTORCH}.`,
  safetensors: `holds safetensors, weights without a network: ${FROM_PYTORCH}.`,
  'graph-def': `is a TensorFlow graph, which is not run here: ${FROM_TENSORFLOW} (--graphdef).`,
  'saved-model': `is a TensorFlow SavedModel, which is not run here: ${FROM_TENSORFLOW} (--saved-model).`,
  hdf5: `is HDF5, such as a Keras model, which is not run here: ${FROM_TENSORFLOW} (--keras).`,
  tflite: 'is a TensorFlow Lite model, which is not run here: convert it with tf2onnx (--tflite).',
  tensorrt:
    'is a TensorRT plan, which runs on one kind of GPU only: send the ONNX file that it was built from.',
  ort: "is in ONNX Runtime's own format: send the ONNX file that it was made from.",
  gzip: 'is packed with gzip: unpack it first.',
  empty: 'is empty: send the whole file.',
  unknown: 'is no ONNX network: send an ONNX file, or a zip that holds one.',
};

/** Why weights cannot run here, and what to do. `name` is the client's: it is quoted, never used. */
export const unrunnable = (kind: UnrunnableKind, name: string): UnfitModel =>
  new UnfitModel(`${JSON.stringify(name.slice(-96))} ${SENTENCES[kind]}`);
