/** Licences by their identifier in Hugging Face's spelling, as cards have it; `other` is none of the common ones. */
export const licenses: Record<string, string> = {
  'apache-2.0': 'Apache 2.0',
  mit: 'MIT',
  'bsd-3-clause': 'BSD 3-Clause',
  'bsd-2-clause': 'BSD 2-Clause',
  'cc0-1.0': 'CC0 1.0',
  'cc-by-4.0': 'CC BY 4.0',
  'cc-by-sa-4.0': 'CC BY-SA 4.0',
  'cc-by-nc-4.0': 'CC BY-NC 4.0',
  'cc-by-nc-sa-4.0': 'CC BY-NC-SA 4.0',
  'gpl-3.0': 'GPL 3.0',
  'lgpl-3.0': 'LGPL 3.0',
  'agpl-3.0': 'AGPL 3.0',
  'mpl-2.0': 'MPL 2.0',
  unlicense: 'Unlicense',
};
