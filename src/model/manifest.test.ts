/** @jest-environment node */
import { parseManifest } from './manifest';

const SHA = 'a'.repeat(64);
const good = {
  name: 'residual-lstm-ae',
  version: '1.0.0',
  formatVersion: 1,
  files: [{ path: 'weights.bin', bytes: 4, sha256: SHA }],
  latentSize: 16,
  windowSize: { min: 16, max: 256, default: 64 },
  outputTimeOrder: 'reversed',
  training: { seed: 1 },
};
const parse = (change: object) => parseManifest(JSON.stringify({ ...good, ...change }));

it('reads what the engine needs and leaves the training figures to readers', () => {
  const { formatVersion, training, ...needed } = good;
  expect(parse({})).toEqual(needed);
});

it.each([
  ['another format', { formatVersion: 2 }, /formatVersion is 2/],
  ['no files', { files: [] }, /files must list/],
  ['a hash that is none', { files: [{ path: 'a', bytes: 4, sha256: 'abc' }] }, /files must list/],
  ['a latent of no numbers', { latentSize: 0 }, /latentSize/],
  ['bounds the wrong way round', { windowSize: { min: 64, max: 16, default: 32 } }, /windowSize/],
  ['a default out of bounds', { windowSize: { min: 16, max: 64, default: 128 } }, /windowSize/],
  ['windows that no engine has room for', { windowSize: { min: 16, max: 1e9, default: 64 } }, /up to 4096/],
  ['a file elsewhere', { files: [{ path: '../weights.bin', bytes: 4, sha256: SHA }] }, /files must list/],
  ['more files than a model has', { files: Array(17).fill(good.files[0]) }, /files must list/],
  ['an unknown order of time', { outputTimeOrder: 'sideways' }, /outputTimeOrder/],
  ['no name', { name: undefined }, /name or version/],
])('refuses %s and names the field', (_, change, message) => {
  expect(() => parse(change)).toThrow(expect.objectContaining({ code: 'model-corrupt' }));
  expect(() => parse(change)).toThrow(message);
});

it.each([
  ['a login page', '<!doctype html>', /not JSON/],
  ['a bare number', '7', /not an object/],
])('refuses %s in place of the manifest', (_, text, message) => {
  expect(() => parseManifest(text)).toThrow(message);
});
