import type { Me } from './queries';

type Permission = Me['scopes'][number];

/** Whether somebody who is signed in may do something; `scopes` is what the token permits and the role allows. */
export const permits = ({ scopes }: Pick<Me, 'scopes'>, permission: Permission): boolean =>
  scopes.includes('admin') || scopes.includes(permission);

/** Whether they may change what lies in a namespace. */
export const mayPublishUnder = (me: Pick<Me, 'scopes' | 'namespaces'>, owner: string): boolean =>
  permits(me, 'admin') || (permits(me, 'publish') && me.namespaces.includes(owner));
