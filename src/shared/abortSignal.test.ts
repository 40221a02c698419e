/** @jest-environment node */
import { AbortScope } from './abortSignal';

describe('an abort scope', () => {
  it('settles as the work does, and keeps nothing of it', async () => {
    const scope = new AbortScope();
    await expect(scope.guard(Promise.resolve(3))).resolves.toBe(3);
    await expect(scope.guard(Promise.reject(new Error('no')))).rejects.toThrow('no');
    expect(scope.waiting).toBe(0);
  });

  it('rejects all waits when it is aborted, and all later ones', async () => {
    const scope = new AbortScope();
    const forever = () => new Promise<never>(() => undefined);
    const waits = [scope.guard(forever()), scope.guard(forever())];
    expect(scope.waiting).toBe(2);
    scope.abort(new Error('gone'));
    scope.abort(new Error('later'));
    await expect(waits[0]).rejects.toThrow('gone');
    await expect(waits[1]).rejects.toThrow('gone');
    await expect(scope.guard(Promise.resolve(1))).rejects.toThrow('gone');
    expect(scope.waiting).toBe(0);
  });
});
