import { house } from '../../eslint.config.mjs';

// The front process starts the worker entry by its path, and only the worker loads the runtime; of swagger-ui-dist the
// files are served.
export default house(import.meta.dirname, ['@aiaa/annotation', 'onnxruntime-node', 'swagger-ui-dist']);
