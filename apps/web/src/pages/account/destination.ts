/** Where to go after signing in: a path of this page and nowhere else. */
export function destination(next: string | null): string {
  const base = 'http://graft.invalid';
  if (next === null || !URL.canParse(next, base)) return '/';
  const url = new URL(next, base);
  const isHere = url.origin === base && next.startsWith('/');
  return isHere && url.pathname !== '/sign-in' ? url.pathname + url.search + url.hash : '/';
}
