import { Command, Option } from 'commander';
import { body } from '#graft/api';
import { cardText } from '../card-text.js';
import { repeated } from '../options.js';
import { parseRunId } from '../reference.js';
import { withServer } from '../session.js';
import { readText } from '../text-file.js';

interface Options {
  as: string;
  card?: string;
  license?: string;
  alias?: string[];
  private?: boolean;
  dryRun?: boolean;
}

export const publishCommand = new Command('publish')
  .description('publish the result of a run, with a card that names base, data set, recipe and evaluation')
  .argument('<run>')
  .requiredOption('--as <name>', 'owner/name')
  .option('--card <file>', 'your own card (Markdown with YAML front matter) instead of the generated one')
  .option('--license <id>', 'license (that of the base)')
  .option('--alias <name>', 'set this alias to the new version; can be repeated', repeated)
  .option('--private', 'publish it as a private model')
  .addOption(new Option('--dry-run', 'only print the generated card, without publishing').conflicts('card'))
  .action(
    withServer(async ({ api, out }, run: string, options: Options) => {
      const id = parseRunId(run);
      if (options.dryRun) {
        const params = { path: { id }, query: { name: options.as } };
        const written = await body(api.GET('/api/v1/runs/{id}/card', { params }));
        return out.result(written, () => cardText(written));
      }
      const card = options.card === undefined ? undefined : await readText(options.card, 'card');
      const version = await body(
        api.POST('/api/v1/runs/{id}/publish', {
          params: { path: { id } },
          body: {
            name: options.as,
            visibility: options.private ? 'private' : 'public',
            card,
            license: options.license,
            aliases: options.alias,
          },
        }),
      );
      out.result(version, () => `Published ${version.ref}.`);
    }),
  );
