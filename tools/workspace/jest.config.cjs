module.exports = {
  displayName: '@aiaa/tools-workspace',
  preset: '../../jest.preset.js',
  // The default would take `test.mjs`, which runs the tests, for one of them.
  testMatch: ['**/*.spec.mjs'],
};
