const { join } = require('node:path');
const nxPreset = require('@nx/jest/preset').default;

module.exports = {
  ...nxPreset,
  testEnvironment: join(__dirname, 'tools/jest/environment.cjs'),
  reporters: ['default', join(__dirname, 'tools/jest/results-reporter.cjs')],
  extensionsToTreatAsEsm: ['.ts', '.mts'],
  transform: {
    '^.+\\.[cm]?ts$': [
      '@swc/jest',
      { swcrc: false, jsc: { target: 'es2022', parser: { syntax: 'typescript' } }, module: { type: 'es6' } },
    ],
  },
  testEnvironmentOptions: { customExportConditions: ['@aiaa/source', 'node', 'node-addons'] },
  // A machine that is busy with other suites is slow, not wrong.
  testTimeout: 30_000,
};
