const { writeFileSync } = require('node:fs');
const { join } = require('node:path');

/** Leaves the counts of a project's run beside it, an Nx output, so that a cached run counts too. */
module.exports = class {
  constructor(globalConfig) {
    this.rootDir = globalConfig.rootDir;
  }

  onRunComplete(_contexts, results) {
    const { numPassedTests, numFailedTests, numPendingTests, numRuntimeErrorTestSuites } = results;
    const counts = {
      passed: numPassedTests,
      failed: numFailedTests + numRuntimeErrorTestSuites,
      skipped: numPendingTests,
    };
    writeFileSync(join(this.rootDir, 'test-results.json'), `${JSON.stringify(counts)}\n`);
  }
};
