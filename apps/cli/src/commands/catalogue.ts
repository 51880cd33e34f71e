import { Command } from 'commander';
import { body, type Resource } from '#graft/api';
import { withServer } from '../session.js';
import { facts, short, table } from '../text.js';

type Entry = Resource<'CatalogueEntryResponse'>;

export const catalogueCommand = new Command('catalogue')
  .description('list models on the public web that you can import; with a name, show one and its URL')
  .argument('[query]', 'a name, or words')
  .action(
    withServer(async ({ api, out }, query: string | undefined) => {
      const { items } = await body(api.GET('/api/v1/catalogue'));
      const found = query === undefined ? items : fitting(items, query);
      out.result({ items: found }, () => (found.length === 1 ? entryText(found[0]!) : entriesText(found)));
    }),
  );

/** The entry with that name, or else the entries in which each word of the query is the beginning of a word. */
function fitting(entries: Entry[], query: string): Entry[] {
  const named = entries.filter(({ name }) => name === query);
  if (named.length > 0) return named;
  const words = wordsIn(query);
  return entries.filter(({ name, title, application, license }) => {
    const own = wordsIn([name, title, application, license ?? ''].join(' '));
    return words.every((word) => own.some((one) => one.startsWith(word)));
  });
}

const wordsIn = (text: string): string[] => text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [];

function entriesText(entries: Entry[]): string {
  if (entries.length === 0) return 'No models found.';
  return table(
    [
      { head: 'name' },
      { head: 'title', grows: true },
      { head: 'input', align: 'right' },
      { head: 'parameters', align: 'right', spare: true },
      { head: 'license', spare: true },
    ],
    entries.map(({ name, title, inputSize, parameters, license }) => [
      name,
      title,
      inputSize.join('×'),
      short(parameters),
      license ?? '',
    ]),
  );
}

const entryText = ({ name, title, url, application, format, inputSize, parameters, license, source }: Entry): string =>
  facts([
    ['name', name],
    ['title', title],
    ['architecture', application],
    ['format', format],
    ['input', inputSize.join(' × ')],
    ['parameters', short(parameters)],
    ['license', license ?? 'not stated by the publisher'],
    ['source', source],
    ['import it', `graft import ${url} --name OWNER/${name}`],
  ]);
