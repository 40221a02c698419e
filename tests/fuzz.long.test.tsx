// The properties of fuzz.test.tsx on many more cases.
import './fuzz.test';
