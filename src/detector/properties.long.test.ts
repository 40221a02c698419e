/** @jest-environment node */
// The properties of these tests on many more cases.
import './invariants.test';
import './evidence/drawnScore.test';
import './evidence/windowDistances.test';
import './explain/heldBack.test';
import './explain/moments.test';
import './labels/labelMask.test';
import './resultMapping.test';
import './memory/recall.test';
import './threshold/smooth.test';
