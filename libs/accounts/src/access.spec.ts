import { Controller, Get } from '@nestjs/common';
import { expect, it } from 'vitest';
import { maySee, privateTo, seesPrivate, visibleTo } from './access.js';
import { allowed, type Caller, type Permission } from './caller.js';
import { Needs } from './decorators.js';
import { AccountsApp } from './testing/accounts-app.js';

@Controller('forgotten')
class Forgotten {
  @Get()
  @Needs('read')
  declared() {
    return {};
  }
  @Get('more')
  undeclared() {
    return {};
  }
}

it('refuses to start an application with a route that does not declare who may call it', async () => {
  await expect(AccountsApp.start([Forgotten])).rejects.toThrow(
    'No access rule is declared for Forgotten.undeclared. Add @Public, @SignedIn, @Needs or @NeedsAny.',
  );
});

const caller = (...scopes: Permission[]): Caller => ({ accountId: 'ada', name: 'ada', scopes });

it.each<[string, Caller | null, { own: boolean; others: boolean }]>([
  ['no caller', null, { own: false, others: false }],
  ['read', caller('read'), { own: true, others: false }],
  ['publish and train', caller('publish', 'train'), { own: false, others: false }],
  ['a session', caller(...allowed('member', ['read', 'publish', 'train', 'tokens'])), { own: true, others: false }],
  ['an admin', caller('admin'), { own: true, others: true }],
  ["an admin's token without admin", caller(...allowed('admin', ['train'])), { own: false, others: false }],
  ["a member's token that says admin", caller(...allowed('member', ['admin'])), { own: false, others: false }],
])('shows private things to %s alike in every form', (_, who, { own, others }) => {
  const sees = (accountId: string) => maySee(who, { visibility: 'private', accountId });
  expect([sees('ada'), sees('bob')]).toEqual([own, others]);
  expect([seesPrivate(who, 'ada'), seesPrivate(who, 'bob')]).toEqual([own, others]);
  expect(maySee(who, { visibility: 'public', accountId: 'bob' })).toBe(true);
  const conditions = others ? {} : { OR: [{ visibility: 'public' }, ...(own ? [{ accountId: 'ada' }] : [])] };
  expect(visibleTo(who)).toEqual(conditions);
  if (who) expect(privateTo(who)).toEqual(others ? {} : { accountId: own ? 'ada' : { in: [] } });
});
