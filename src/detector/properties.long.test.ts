/** @jest-environment node */
// The properties of invariants.test.ts on many more cases.
import './invariants.test';
