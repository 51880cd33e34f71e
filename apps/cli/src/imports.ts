import { body, type Resource } from '#graft/api';
import { assertSucceeded, follow } from './follow.js';
import type { Session } from './session.js';

export type Import = Resource<'ImportResponse'>;

/** Starts an import and shows its progress until it ends. @throws Problem unless it succeeds */
export async function runImport(session: Session, request: Resource<'CreateImportRequest'>): Promise<Import> {
  const { id } = await body(session.api.POST('/api/v1/imports', { body: request }));
  await follow(session, `/api/v1/imports/${id}/events`, `graft models`);
  const done = await body(session.api.GET('/api/v1/imports/{id}', { params: { path: { id } } }));
  assertSucceeded(done, `Import ${id}`);
  return done;
}
