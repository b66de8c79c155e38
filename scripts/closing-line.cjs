/** A jest reporter whose last line says in plain words how it went, for whoever reads only that. */
module.exports = class ClosingLine {
  onRunComplete(_contexts, results) {
    const skipped = results.numPendingTests > 0 ? `, ${results.numPendingTests} skipped` : '';
    console.log(`${results.numPassedTests} passed, ${results.numFailedTests} failed${skipped}`);
  }
};
