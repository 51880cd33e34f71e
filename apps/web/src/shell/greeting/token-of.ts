/** The one-time token in the fragment of an address, `#token=…`; null if there is none. */
export const tokenOf = (hash: string): string | null => new URLSearchParams(hash.replace(/^#/, '')).get('token');
