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
  .description("give a run's result a name; its card tells base, data set, recipe and evaluation")
  .argument('<run>')
  .requiredOption('--as <name>', 'owner/name')
  .option('--card <file>', 'Markdown with YAML front matter, in place of the one written from the run')
  .option('--license <id>', "in place of the base's")
  .option('--alias <name>', 'move this alias to it; can be repeated', repeated)
  .option('--private', 'for yourself only')
  .addOption(new Option('--dry-run', 'print the card that is written for it, and publish nothing').conflicts('card'))
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
