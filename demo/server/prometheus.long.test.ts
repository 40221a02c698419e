/** @jest-environment node */
// The properties of these tests on many more cases.
import './prometheus.fuzz.test';
import '../host/dashboards/matrix.test';
