/** @jest-environment node */
import { COMMANDS, runCommand } from './docs/commands';

test.each(COMMANDS.flatMap((one) => ('says' in one ? [[one.command, one] as const] : [])))(
  '%s does what it is there for',
  async (_, one) => {
    expect(await runCommand(one)).toMatch(one.says);
  },
  300_000
);
