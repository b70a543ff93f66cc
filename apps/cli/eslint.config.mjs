import { house } from '../../eslint.config.mjs';

// Not imported here: @aiaa/inference loads it, as a peer that whoever runs networks brings along.
const dependencies = {
  ignoredDependencies: ['onnxruntime-node'],
  ignoredFiles: [
    '{projectRoot}/eslint.config.mjs',
    '{projectRoot}/jest.config.cjs',
    '{projectRoot}/src/**/*.spec.ts',
  ],
};

export default [
  ...house(import.meta.dirname),
  { files: ['**/package.json'], rules: { '@nx/dependency-checks': ['error', dependencies] } },
];
