// eslint-disable-next-line @typescript-eslint/no-require-imports -- a reporter without transform is CommonJS
const { writeSync } = require('node:fs');

/** Ends the run with one plain line that people and CI can read: `N passed, N failed`. */
module.exports = class SummaryReporter {
  onRunComplete(_contexts, results) {
    // A file that fails to load runs no test of its own, yet it must count as a failure.
    const failed = results.numFailedTests + results.numRuntimeErrorTestSuites;
    const skipped = results.numPendingTests + results.numTodoTests;
    const tail = skipped > 0 ? `, ${skipped} skipped` : '';
    // jest adds its own summary after all other reporters, so the last line has to wait for the exit.
    process.once('exit', () => writeSync(1, `\n${results.numPassedTests} passed, ${failed} failed${tail}\n`));
  }
};
