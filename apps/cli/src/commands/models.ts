import { Command, Option } from 'commander';
import { body, type Resource } from '#graft/api';
import { type PageOptions, pageQuery, paged, repeated, withMore } from '../options.js';
import { withServer } from '../session.js';
import { bytes, dim, plain, plural, short, table, wrap } from '../text.js';

type Facets = Resource<'FacetsResponse'>;
type Size = 'tiny' | 'small' | 'medium' | 'large';
type Sort = 'updated' | 'downloads' | 'name' | 'size' | 'relevance';

interface Options extends PageOptions {
  task?: string[];
  tag?: string[];
  license?: string[];
  format?: string[];
  size?: Size[];
  owner?: string[];
  sort?: Sort;
}

export const modelsCommand = paged(new Command('models'))
  .description('search the zoo')
  .argument('[query]', 'words, or beginnings of words, to search for')
  .option('--task <task>', 'filter by task, e.g. image-classification; all filters can be repeated', repeated)
  .option('--tag <tag>', 'filter by tag; a model must have all of them', repeated)
  .option('--license <id>', 'filter by license', repeated)
  .option('--format <format>', 'filter by format', repeated)
  .option(
    '--size <size>',
    'filter by size of the weights: tiny (up to 5 MB), small (25 MB), medium (100 MB) or large',
    repeated,
  )
  .option('--owner <name>', 'filter by owner', repeated)
  .addOption(new Option('--sort <order>').choices(['updated', 'downloads', 'name', 'size', 'relevance']))
  .action(
    withServer(async ({ api, out }, query: string | undefined, options: Options) => {
      const page = await body(
        api.GET('/api/v1/models', { params: { query: { query, ...options, ...pageQuery(options) } } }),
      );
      out.result(page, () => pageText(page));
    }),
  );

function pageText({ items, total, facets, nextCursor }: Resource<'ModelPage'>): string {
  if (total === 0) return 'No models found.';
  const rows = table(
    [
      { head: 'model' },
      { head: 'title', grows: true },
      { head: 'input', align: 'right' },
      { head: 'parameters', align: 'right', spare: true },
      { head: 'size', align: 'right', spare: true },
      { head: 'license', spare: true },
      { head: '' },
    ],
    items.map(({ ref, title, inputSize, parameters, bytes: size, license, visibility }) => [
      ref,
      title,
      inputSize.join('×'),
      short(parameters),
      bytes(size),
      license ?? '',
      visibility === 'private' ? 'private' : '',
    ]),
  );
  return withMore(`${rows}\n\n${dim(wrap(`${plural(total, 'model')}.  ${facetText(facets)}`))}`, nextCursor);
}

/** `task: image-classification 3   tag: mobile 2, photos 1` */
function facetText(facets: Facets): string {
  const shown = (['task', 'format', 'tag'] as const).filter((name) => facets[name].length > 0);
  return shown
    .map(
      (name) =>
        `${name}: ${facets[name]
          .slice(0, 4)
          .map(({ value, count }) => `${plain(value)} ${count}`)
          .join(', ')}`,
    )
    .join('   ');
}
