/** Tests of a jest JSON report; a file that could not run counts as one failed test. */
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

/** Tests of a Playwright JSON report; one that passed on a second try counts as passed; errors outside tests count as failed. */
export function countPlaywright(report) {
  if (!report) {
    return undefined;
  }
  const { expected, unexpected, flaky, skipped } = report.stats;
  return { passed: expected + flaky, failed: unexpected + report.errors.length, skipped };
}

/** `12 passed, 0 failed`, and `, 1 skipped` if there is one. */
export function summary({ passed, failed, skipped }) {
  return `${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`;
}
