/** A jest reporter whose last lines say, for whoever reads only them, how long each project took, and how it went. */
module.exports = class ClosingLines {
  onRunComplete(_contexts, results) {
    const times = new Map();
    for (const { displayName, perfStats, numPassingTests } of results.testResults) {
      const name = displayName?.name ?? '';
      const { tests, ms, from, to } = times.get(name) ?? { tests: 0, ms: 0, from: Infinity, to: 0 };
      times.set(name, {
        tests: tests + numPassingTests,
        ms: ms + perfStats.end - perfStats.start,
        from: Math.min(from, perfStats.start),
        to: Math.max(to, perfStats.end),
      });
    }
    const seconds = (ms) => `${Math.round(ms / 1_000)} s`.padStart(7);
    const width = Math.max(0, ...[...times.keys()].map(({ length }) => length));
    console.log(`\n${' '.repeat(width)}  passed  in all  from first to last`);
    for (const [name, { tests, ms, from, to }] of times) {
      console.log(
        `${name.padEnd(width)}  ${String(tests).padStart(6)} ${seconds(ms)}  ${seconds(to - from)}`,
      );
    }
    const skipped = results.numPendingTests > 0 ? `, ${results.numPendingTests} skipped` : '';
    console.log(`\n${results.numPassedTests} passed, ${results.numFailedTests} failed${skipped}`);
  }
};
