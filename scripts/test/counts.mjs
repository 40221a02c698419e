/** Tests of a jest JSON report; a file that could not run at all counts as one failed test. */
export function countJest(report) {
  if (!report) {
    return undefined;
  }
  return {
    passed: report.numPassedTests,
    failed: report.numFailedTests + report.numRuntimeErrorTestSuites,
    skipped: report.numPendingTests + report.numTodoTests,
  };
}

/** Tests of a Playwright JSON report; one that passed only on a second try has passed; errors outside tests count. */
export function countPlaywright(report) {
  if (!report) {
    return undefined;
  }
  const { expected, unexpected, flaky, skipped } = report.stats;
  return { passed: expected + flaky, failed: unexpected + report.errors.length, skipped };
}

/** `12 passed, 0 failed`, and `, 1 skipped` where there is one. */
export function summary({ passed, failed, skipped }) {
  return `${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`;
}
