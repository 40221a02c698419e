/** @jest-environment node */
import { KINDS } from '../everyday/everyday';
import { EvaluateUsageError, PARTS, parseEvaluateArguments } from './arguments';
import { CONTENDERS } from './contender';

describe('the command line', () => {
  test('asks for all rows unless it names some, in the table’s order', () => {
    expect(parseEvaluateArguments([])).toMatchObject({ rows: CONTENDERS.map(({ id }) => id), json: false });
    expect(parseEvaluateArguments(['--rows', 'median, ours'])).toMatchObject({ rows: ['ours', 'median'] });
  });

  test('names folders of labelled series', () => {
    expect(parseEvaluateArguments(['--real', 'metrics', '--json'])).toMatchObject({ real: 'metrics', json: true });
    expect(parseEvaluateArguments(['--dev', 'others'])).toMatchObject({ dev: 'others', halves: ['choose', 'report'] });
  });

  test('names parts of the pages; all of them unless it names some', () => {
    const folders = ['--real', 'a', '--dev', 'b'];
    expect(parseEvaluateArguments(folders)).toMatchObject({ parts: PARTS });
    expect(parseEvaluateArguments([...folders, '--only', 'zooms,main'])).toMatchObject({ parts: ['main', 'zooms'] });
  });

  test('names halves, kinds and a number of series of a small suite', () => {
    expect(parseEvaluateArguments([])).toMatchObject({ everyday: false, halves: ['choose', 'report'], kinds: KINDS });
    expect(
      parseEvaluateArguments(['--everyday', '--half', 'choose', '--kinds', 'spike,edge', '--count', '3'])
    ).toMatchObject({ everyday: true, halves: ['choose'], kinds: ['edge', 'spike'], count: 3 });
    expect(parseEvaluateArguments(['--bounds', '--steady'])).toMatchObject({ bounds: true, steady: true });
  });

  test.each([
    ['a row that is none', ['--rows', 'ours,theirs'], 'There is no row "theirs"; --help lists those there are.'],
    ['a half that is none', ['--steady', '--half', 'first'], 'There is no half "first"; --help lists those there are.'],
    ['a number of what has none', ['--count', '3'], '--count goes with --everyday, --bounds or --steady.'],
    ['a part without the folders', ['--only', 'main', '--real', 'a'], '--only goes with --real and --dev.'],
    [
      'a part that is none',
      ['--real', 'a', '--dev', 'b', '--only', 'all'],
      'There is no part "all"; --help lists those there are.',
    ],
    ['kinds of another suite', ['--bounds', '--kinds', 'edge'], '--kinds goes with --everyday.'],
    ['a blank folder of the model', ['--model='], '--model must be followed by a folder.'],
    ['a blank folder of series', ['--real', ' '], '--real must be followed by a folder.'],
    ['threads that are no number', ['--jobs', 'two'], '--jobs must be a whole number from 1 on, not "two".'],
  ])('with %s is refused', (_, args, message) => {
    expect(() => parseEvaluateArguments(args)).toThrow(new EvaluateUsageError(message));
  });

  test.each([['--reel'], ['--real'], ['folder']])('with %s is refused', (word) => {
    expect(() => parseEvaluateArguments([word])).toThrow(EvaluateUsageError);
  });
});
