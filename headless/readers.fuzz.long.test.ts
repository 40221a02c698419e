/** @jest-environment node */
// The properties of readers.fuzz.test.ts on many more cases.
import './readers.fuzz.test';
