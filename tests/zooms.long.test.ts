/** @jest-environment node */
// The properties of zooms.test.ts on many more cases.
import './zooms.test';
