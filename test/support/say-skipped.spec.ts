import { expect, it, vi } from 'vitest';
import { saySkippedOnce } from './say-skipped.js';

it('prints each thing that is missing once, and leaves other logs to Vitest', () => {
  const write = vi.spyOn(process.stderr, 'write').mockReturnValue(true);
  try {
    expect(saySkippedOnce('SKIPPED, no a\nSKIPPED, no b\n')).toBe(false);
    expect(saySkippedOnce('SKIPPED, no b\n')).toBe(false);
    expect(saySkippedOnce('SKIPPED, no c\nsomething else\n')).toBeUndefined();
    expect(write.mock.calls).toEqual([['SKIPPED, no a\n'], ['SKIPPED, no b\n']]);
  } finally {
    write.mockRestore();
  }
});
