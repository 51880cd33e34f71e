import type { Me } from './queries';

type Permission = Me['scopes'][number];

/** Whether a signed-in user may do something; `scopes` is what the token permits and the role allows. */
export const permits = ({ scopes }: Pick<Me, 'scopes'>, permission: Permission): boolean =>
  scopes.includes('admin') || scopes.includes(permission);

/** Whether they may change the models (`publish`) or data sets (`train`) of a namespace. */
export const mayChangeIn = (
  me: Pick<Me, 'scopes' | 'namespaces'>,
  owner: string,
  scope: 'publish' | 'train',
): boolean => permits(me, 'admin') || (permits(me, scope) && me.namespaces.includes(owner));
