import type { DeviceKind } from './device.js';

const CUDA =
  'install the NVIDIA driver, CUDA 12 and cuDNN 9, then add its libraries with ' +
  '"ONNXRUNTIME_NODE_INSTALL=cuda12 npm rebuild onnxruntime-node"';

/** What has to be there before a device can be used: the end of a sentence. */
export const HOW_TO_GET: Readonly<Record<DeviceKind, string>> = {
  cpu: 'install the package onnxruntime-node for this system',
  cuda: CUDA,
  tensorrt: `${CUDA}, and TensorRT 10 beside them`,
  webgpu: 'install a graphics driver with Vulkan (Linux: libvulkan1), Metal or Direct3D 12',
  coreml: 'it is there on macOS alone',
  directml: 'it is there on Windows alone',
};
