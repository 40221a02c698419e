/** @jest-environment node */
// The properties of these tests on many more cases.
import './invariants.test';
import './explain/heldBack.test';
import './explain/similarMoments.test';
import './labels/labelMask.test';
import './labels/labelUsage.test';
import './memory/recall.test';
import './threshold/smooth.test';
