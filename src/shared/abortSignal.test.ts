/** @jest-environment node */
import { AbortScope } from './abortSignal';

describe('a lifeline', () => {
  it('hands on what the work answers, and keeps nothing of it', async () => {
    const line = new AbortScope();
    await expect(line.hold(Promise.resolve(3))).resolves.toBe(3);
    await expect(line.hold(Promise.reject(new Error('no')))).rejects.toThrow('no');
    expect(line.waiting).toBe(0);
  });

  it('rejects all that wait when it is cut, and all that come later', async () => {
    const line = new AbortScope();
    const forever = () => new Promise<never>(() => undefined);
    const waits = [line.hold(forever()), line.hold(forever())];
    expect(line.waiting).toBe(2);
    line.cut(new Error('gone'));
    line.cut(new Error('later'));
    await expect(waits[0]).rejects.toThrow('gone');
    await expect(waits[1]).rejects.toThrow('gone');
    await expect(line.hold(Promise.resolve(1))).rejects.toThrow('gone');
    expect(line.waiting).toBe(0);
  });
});
