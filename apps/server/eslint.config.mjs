import { house } from '../../eslint.config.mjs';

// The front process starts the worker entry by its path, and only the worker loads the runtime.
export default house(import.meta.dirname, ['@aiaa/annotation', 'onnxruntime-node']);
