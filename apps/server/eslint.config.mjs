import { house } from '../../eslint.config.mjs';

// Neither is imported: the front process starts the worker entry by its path, and only the worker loads the runtime.
const STARTED_BY_PATH = ['@aiaa/annotation', 'onnxruntime-node'];

const dependencies = {
  ignoredDependencies: STARTED_BY_PATH,
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
