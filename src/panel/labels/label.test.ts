import fc from 'fast-check';
import { type Label, labelOf, seriesTag, tagsOf } from './label';

/** What Grafana makes of a tag: it splits at colons, trims, and keeps the first two pieces (pkg/services/tag, 12.4). */
function storedByGrafana(tag: string): string {
  const [key, value] = tag.split(':').map((piece) => piece.replace(/^ +| +$/g, ''));
  return value ? `${key}:${value}` : key;
}

const stored = (tags: readonly string[], text = '') => ({
  id: '1',
  from: 10,
  to: 20,
  tags: tags.map(storedByGrafana),
  text,
  panelId: 1,
  dashboardUID: 'abc',
});

const NAME = fc.oneof(
  fc.constantFrom('job:http_requests:rate5m{code="500"}', ' blanks ', '100 %', '한국어: 시계열', 'a'.repeat(300)),
  fc.string({ unit: 'grapheme', maxLength: 200 })
);

test('knows a series again by its tag, whatever its name and whatever Grafana makes of colons and blanks', () => {
  fc.assert(
    fc.property(NAME, fc.array(NAME), (name, others) => {
      const names = [...others.filter((other) => other.trim() !== name.trim()), name];
      const label: Pick<Label, 'kind' | 'series'> = { kind: 'false-alarm', series: name };
      expect(labelOf(stored(tagsOf(label)), names)?.series).toBe(name);
    })
  );
});

test('keeps every tag within the hundred characters that databases keep', () => {
  fc.assert(fc.property(NAME, (name) => seriesTag(name).length <= 100));
});

test('a mark for all series has no tag of a series', () => {
  const tags = tagsOf({ kind: 'normal', series: null });
  expect(tags).toEqual(['residual', 'residual:normal']);
  expect(labelOf(stored(tags, 'Backup'), ['cpu'])).toEqual({
    id: '1',
    kind: 'normal',
    from: 10,
    to: 20,
    series: null,
    text: 'Backup',
    removable: true,
  });
});

test('a mark of a series that the panel does not show is about none of those it shows', () => {
  expect(labelOf(stored(tagsOf({ kind: 'normal', series: 'gone' })), ['cpu'])?.series).toBe('gone');
});

test('an annotation without a kind is no mark, and of two kinds leaving out counts', () => {
  expect(labelOf(stored(['residual', 'deployment']), [])).toBeNull();
  expect(labelOf(stored(['residual', 'residual:normal', 'residual:left-out']), [])?.kind).toBe('left-out');
});
