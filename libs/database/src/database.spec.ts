import { expect, it } from 'vitest';
import { openDatabase } from './index.js';

it('opens a throw-away database', async () => {
  const opened = await openDatabase({ dataDir: 'memory://' });
  const account = await opened.database.account.create({ data: { name: 'a' } });
  expect(account.role).toBe('member');
  await opened.close();
});
