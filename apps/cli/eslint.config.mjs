import { house } from '../../eslint.config.mjs';

// @aiaa/inference loads it, as a peer that whoever runs networks brings along.
export default house(import.meta.dirname, ['onnxruntime-node']);
