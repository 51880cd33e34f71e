import { Command } from 'commander';
import { body } from '#graft/api';
import { parseRunId } from '../reference.js';
import { withServer } from '../session.js';
import { readText } from '../text-file.js';

interface Options {
  as: string;
  card?: string;
  license?: string;
  alias?: string[];
  private?: boolean;
}

export const publishCommand = new Command('publish')
  .description("give a run's result a name; its card tells base, data set, recipe and evaluation")
  .argument('<run>')
  .requiredOption('--as <name>', 'owner/name')
  .option('--card <file>', 'Markdown with YAML front matter, in place of the one written from the run')
  .option('--license <id>', "in place of the base's")
  .option('--alias <name>', 'move this alias to it; can be repeated', (value, earlier: string[] = []) => [
    ...earlier,
    value,
  ])
  .option('--private', 'for yourself only')
  .action(
    withServer(async ({ api, out }, run: string, options: Options) => {
      const id = parseRunId(run);
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
