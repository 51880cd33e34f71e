import { Command } from 'commander';
import { NotFound, Problem } from '#graft/problems';
import { importIdOf, runIdOf } from '../reference.js';
import { Session, withServer } from '../session.js';

export const deleteCommand = new Command('delete')
  .description('delete a model, one of its versions, a data set, a run or an import')
  .argument('<what>', 'owner/name, owner/name@version, the id of a run, or import:ID')
  .action(
    withServer(async (session, what: string) => {
      const deleted = await remove(session, what);
      session.out.result({ deleted }, () => `Deleted ${deleted}.`);
    }),
  );

/** @returns what was deleted. @throws Conflict if something depends on it; NotFound */
async function remove({ api }: Session, what: string): Promise<string> {
  const importId = importIdOf(what);
  if (importId) {
    await api.DELETE('/api/v1/imports/{id}', { params: { path: { id: importId } } });
    return `import ${importId}`;
  }
  const id = runIdOf(what);
  if (id) {
    await api.DELETE('/api/v1/runs/{id}', { params: { path: { id } } });
    return `run ${id}`;
  }
  const [path = '', ref] = what.split('@');
  const [owner = '', name = ''] = path.split('/');
  if (ref) {
    await api.DELETE('/api/v1/models/{owner}/{name}/versions/{ref}', { params: { path: { owner, name, ref } } });
    return `model ${what}`;
  }
  const params = { path: { owner, name } };
  if (await found(api.DELETE('/api/v1/models/{owner}/{name}', { params }))) return `model ${what}`;
  if (await found(api.DELETE('/api/v1/datasets/{owner}/{name}', { params }))) return `data set ${what}`;
  throw new NotFound(`You have no model, data set or run "${what}".`, { received: what });
}

/** False for a 404: models and data sets have names of the same form, so the name may belong to the other kind. */
async function found(call: Promise<unknown>): Promise<boolean> {
  try {
    await call;
    return true;
  } catch (error) {
    if (error instanceof Problem && error.status === 404) return false;
    throw error;
  }
}
