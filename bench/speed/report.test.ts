import { withSection } from './performanceDocument';
import { type Findings, asMarkdown, asText, single, written } from './report';

const findings: Findings = {
  tables: [
    {
      title: 'How long',
      columns: ['what', 'time'],
      rows: [
        ['a walk', { median: 12.34, low: 11.9, high: 13.04, unit: 'ms' }],
        ['a long walk', null],
      ],
      notes: ['On foot.'],
    },
  ],
  goals: [{ claim: 'in time', target: '≤ 10 ms', found: single(12.34, 'ms'), met: false }],
};

it('writes three digits, and the quartiles where rounds differed', () => {
  expect(written({ median: 12.34, low: 11.9, high: 13.04, unit: 'ms' })).toBe('12.3 ms (11.9–13.0)');
  expect(written(single(1.5, 'times'))).toBe('1.50×');
  expect(written(single(3123, 'count'))).toBe('3,123');
  expect(written(single(0, 'ms'))).toBe('0 ms');
});

it('writes long times in seconds', () => {
  expect(written({ median: 12_340, low: 11_900, high: 13_040, unit: 'ms' })).toBe('12.3 s (11.9–13.0)');
});

it('puts what was not measured as a dash', () => {
  expect(written(null)).toBe('–');
});

it('prints a table in line, with its notes and whether goals were reached', () => {
  expect(asText(findings)).toBe(
    [
      'How long',
      'what                        time',
      'a walk       12.3 ms (11.9–13.0)',
      'a long walk                    –',
      'On foot.',
      '',
      'in time  target ≤ 10 ms  12.3 ms  MISSED',
      '',
    ].join('\n')
  );
});

it('writes the same as Markdown', () => {
  expect(asMarkdown(findings)).toBe(
    [
      '**How long**',
      '',
      '| what | time |',
      '| --- | ---: |',
      '| a walk | 12.3 ms (11.9–13.0) |',
      '| a long walk | – |',
      '',
      'On foot.',
      '',
      '| Goal | Target | Found |  |',
      '| --- | ---: | ---: | ---: |',
      '| in time | ≤ 10 ms | 12.3 ms | MISSED |',
      '',
    ].join('\n')
  );
});

describe('in the document', () => {
  const document = 'before\n<!-- bench:a -->\nold\n<!-- /bench:a -->\nafter\n';

  it('takes the place of what stood between the marks, and of nothing else', () => {
    expect(withSection(document, 'a', 'new\n')).toBe('before\n<!-- bench:a -->\n\nnew\n\n<!-- /bench:a -->\nafter\n');
  });

  it('says which marks are missing', () => {
    expect(() => withSection(document, 'b', 'new')).toThrow('<!-- bench:b -->');
  });
});
