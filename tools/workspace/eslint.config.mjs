import { house } from '../../eslint.config.mjs';

export default [
  ...house(import.meta.dirname),
  // A describe block is a list of tests, not a function to be understood as a whole.
  { files: ['**/*.spec.mjs'], rules: { 'max-lines-per-function': 'off' } },
];
