import { randomUUID } from 'node:crypto';
import type { Access, Permission } from '#graft/accounts';
import type { Visibility } from '#graft/database';
import type { AccessWorld, Who } from './access-world.js';

/** What is expected of a call: a refusal, or anything that is no refusal. */
export type Expected = 'through' | 401 | 403 | 404;

/** What a call is about. */
export interface Subject {
  /** Null for nothing that belongs to an account. */
  visibility: Visibility | null;
  /** Whether it changes the thing, which its owner and admins may. */
  changes: boolean;
}

export interface Request {
  path: string;
  body?: object;
  /** Sent instead of JSON. */
  type?: string;
}

/** How to call an operation. Without one, an operation is called with what `parametersFor` finds, and changes nothing. */
export interface Call {
  /** What it is about; the prefix of its path says it where left out. */
  about?: 'nothing' | 'model' | 'dataset' | 'private';
  body?: (visibility: Visibility, who: Who) => object;
  type?: string;
  query?: string;
  parameters?: Record<string, string>;
  /** Done before each call. @returns parameters */
  prepare?: (world: AccessWorld, visibility: Visibility) => Promise<Record<string, string>>;
  /** In place of what is derived from the declaration, where it isn't undefined. */
  expects?: (who: Who, visibility: Visibility) => Expected | undefined;
}

const permits = (who: Who, permission: Permission) => who.may.includes('admin') || who.may.includes(permission);
const isOwner = (who: Who) => who.account === 'ada';

/** What the declaration of an operation and the things it is about mean for a caller. */
export function expectedOf(declared: Access, who: Who, { visibility, changes }: Subject): Expected {
  if (declared === 'anybody') return 'through';
  if (!who.works) return 401;
  if (declared === 'optional') return 'through';
  if (who.token === null && declared !== 'public') return 401;
  if (typeof declared === 'object') {
    const all = 'scopes' in declared ? declared.scopes.every((scope) => permits(who, scope)) : true;
    const any = 'anyScope' in declared ? declared.anyScope.some((scope) => permits(who, scope)) : true;
    if (!all || !any) return 403;
  }
  if (visibility === 'private' && !seesPrivate(who)) return 404;
  if (visibility !== null && changes && !permits(who, 'admin') && !isOwner(who)) return 403;
  return 'through';
}

/** Whether a caller sees what is private to ada. */
export const seesPrivate = (who: Who): boolean =>
  who.works && (permits(who, 'admin') || (isOwner(who) && who.may.includes('read')));

const named = (visibility: Visibility, suffix = '') => `ada/${visibility === 'public' ? 'open' : 'hush'}${suffix}`;
const nothing = { about: 'nothing' } as const;

/** A namespace is named in the body: what is private there is not looked for, since the caller may not write there. */
const writesTo = (who: Who, visibility: Visibility, scope: Permission): Expected | undefined => {
  if (!who.works || who.token === null || !permits(who, scope)) return undefined;
  if (!isOwner(who) && !permits(who, 'admin')) return 403;
  return visibility === 'private' && !permits(who, 'read') ? 403 : 'through';
};

/** A token that is there to be revoked. */
const freshToken = (account: string) => async (world: AccessWorld) => ({
  name: account,
  id: (await world.token(account, ['read'])).id,
});

/** Operations that need more than parameters. One that changes something and is not here fails the test. */
export const CALLS: Record<string, Call> = {
  'Namespaces.create': { ...nothing, body: () => ({ name: 'ada' }) },
  'Session.signIn': { ...nothing, body: () => ({}) },
  'Session.signOut': nothing,
  'Session.createOneTimeToken': nothing,
  'Tokens.create': { ...nothing, body: (_, { may }) => ({ name: 'test', scopes: may.slice(0, 1) }) },
  'Tokens.revoke': {
    ...nothing,
    prepare: freshToken('ada'),
    // Another token than the one in use: managing tokens needs more, and others' are not there.
    expects: (who) =>
      !who.works || who.token === null ? 401 : !permits(who, 'tokens') ? 403 : isOwner(who) ? 'through' : 404,
  },
  'Users.create': { ...nothing, body: () => ({ name: 'ada' }) },
  'Users.change': { ...nothing, parameters: { name: 'visitor' }, body: () => ({ disabled: false }) },
  'Users.listTokens': { ...nothing, parameters: { name: 'visitor' } },
  'Users.revokeTokens': { ...nothing, parameters: { name: 'visitor' } },
  'Users.revokeToken': { ...nothing, prepare: freshToken('visitor') },
  'Sample.image': {
    ...nothing,
    prepare: async (world) => {
      const response = await world.call(world.who('an admin'), 'GET', '/api/v1/datasets/sample/held-out');
      const { items } = (await response.json()) as { items: { name: string }[] };
      const [label = '', file = ''] = items[0]!.name.split('/');
      return { label, file };
    },
  },
  'Datasets.create': {
    ...nothing,
    // Refused with 409 to those who may: its visibility is another.
    body: (visibility) => ({
      ...{ name: named(visibility, '-set'), sample: true },
      visibility: visibility === 'public' ? 'private' : 'public',
    }),
    expects: (who, visibility) => writesTo(who, visibility, 'train'),
  },
  'Datasets.change': { about: 'dataset', body: (visibility) => ({ visibility }) },
  'Datasets.delete': { about: 'dataset' },
  'Arrivals.cancel': { about: 'private' },
  'Models.change': { about: 'model', body: (visibility) => ({ visibility }) },
  'Models.delete': { about: 'model' },
  'Versions.delete': { about: 'model' },
  'Versions.yank': { about: 'model', parameters: { ref: '2' }, body: () => ({ reason: 'a test' }) },
  'Versions.unyank': { about: 'model', parameters: { ref: '2' } },
  'Aliases.move': { about: 'model', parameters: { alias: 'stable' }, body: () => ({ version: '1' }) },
  'Aliases.remove': {
    about: 'model',
    prepare: async ({ database }, visibility) => {
      const model = await database.model.findFirstOrThrow({
        where: { name: named(visibility).split('/')[1]! },
        include: { versions: { take: 1 } },
      });
      const alias = { modelId: model.id, name: 'fleeting' };
      const create = { ...alias, versionId: model.versions[0]!.id };
      await database.alias.upsert({ where: { modelId_name: alias }, create, update: {} });
      return { alias: alias.name };
    },
  },
  'Predict.predict': { type: 'image/png' },
  'RunModel.predict': { about: 'private', type: 'image/png' },
  'Imports.create': { ...nothing, body: () => ({ url: 'no address' }) },
  'Imports.cancel': { about: 'private' },
  'Imports.delete': { about: 'private', prepare: async (world) => ({ id: await world.import() }) },
  'Imports.publish': { about: 'private', body: () => ({ visibility: 'private' }) },
  'Gc.sweep': nothing,
  'Fsck.latest': {
    ...nothing,
    prepare: async (world) => {
      await world.call(world.who('an admin'), 'POST', '/api/v1/fsck', { quick: true });
      return {};
    },
  },
  'Fsck.start': { ...nothing, body: () => ({ quick: true }) },
  'Runs.create': {
    // 422 to those who see both: the data set has one image.
    body: (visibility) => ({ base: named(visibility), dataset: named(visibility, '-set') }),
    about: 'model',
  },
  'Runs.chooseRecipe': { about: 'model', body: (visibility) => ({ base: named(visibility), images: [40, 40] }) },
  'Runs.card': { about: 'private', query: '?name=ada/hush-card' },
  'Runs.delete': { about: 'private', prepare: ({ ids }) => Promise.resolve({ id: ids.running }) },
  'Runs.cancel': { about: 'private', prepare: ({ ids }) => Promise.resolve({ id: ids.running }) },
  'Runs.resume': { about: 'private' },
  'Runs.publish': { about: 'private', body: () => ({ name: 'ada/hush-run', visibility: 'private' }) },
};

/** Operations that change nothing of the thing that they are about. */
const ONLY_USE = ['Runs.create', 'Runs.chooseRecipe', 'Predict.predict', 'RunModel.predict'];

export const knows = (operation: string, method: string): boolean => method === 'get' || operation in CALLS;

/** Which things a call is about, each with a visibility. */
export function subjectsOf(operation: string, method: string, path: string): Subject[] {
  const about = CALLS[operation]?.about ?? aboutOf(path);
  const changes = method !== 'get' && !ONLY_USE.includes(operation);
  if (about === 'private') return [{ visibility: 'private', changes }];
  if (about === 'nothing' && operation !== 'Datasets.create') return [{ visibility: null, changes }];
  return (['public', 'private'] as const).map((visibility) => ({ visibility, changes }));
}

function aboutOf(path: string): NonNullable<Call['about']> {
  if (/^\/api\/v1\/models\/\{owner\}/.test(path)) return 'model';
  if (/^\/api\/v1\/datasets\/\{owner\}/.test(path)) return 'dataset';
  return path.includes('{id}') ? 'private' : 'nothing';
}

/** @throws where the path has a parameter that is not known here */
export async function requestOf(
  world: AccessWorld,
  operation: string,
  path: string,
  visibility: Visibility,
  who: Who,
): Promise<Request> {
  const { prepare, parameters, body, type, query = '' } = CALLS[operation] ?? {};
  const known = { ...parametersFor(world, path, visibility), ...parameters, ...(await prepare?.(world, visibility)) };
  const filled = path.replace(/\{(\w+)\}/g, (_, name: string) => {
    const value = known[name];
    if (value === undefined) throw new Error(`${operation}: say in test/support/access-table.ts what {${name}} is.`);
    return value;
  });
  return { path: filled + query, body: body?.(visibility, who), type };
}

function parametersFor({ ids, shard }: AccessWorld, path: string, visibility: Visibility): Record<string, string> {
  const isDataset = path.startsWith('/api/v1/datasets');
  const ofJob = path.includes('/imports/') ? ids.import : path.includes('/arrivals/') ? ids.arrival : ids.run;
  return {
    owner: 'ada',
    name: named(visibility, isDataset ? '-set' : '').split('/')[1]!,
    ref: '1',
    version: '1',
    id: path.includes('/uploads/') ? randomUUID() : ofJob,
    position: '0',
    shard,
    path: 'model.json',
    format: path.includes('keras/model') ? 'h5' : 'tfjs',
    companion: 'labels',
    kind: 'json',
  };
}
