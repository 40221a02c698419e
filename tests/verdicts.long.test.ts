/** @jest-environment node */
// The verdicts of these tests on many more series.
import './everyday.test';
import './promises.test';
import './steady.test';
