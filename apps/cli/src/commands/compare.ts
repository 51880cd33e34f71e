import { Command } from 'commander';
import { body } from '#graft/api';
import { comparisonText } from '../compare-view.js';
import { parseRunId } from '../reference.js';
import { withServer } from '../session.js';

export const compareCommand = new Command('compare')
  .description('compare runs: their results and the differences of their recipes')
  .argument('<run>')
  .argument('<others...>')
  .action(
    withServer(async ({ api, out }, first: string, others: string[]) => {
      const ids = [...new Set([first, ...others].map(parseRunId))];
      const items = await Promise.all(
        ids.map((id) => body(api.GET('/api/v1/runs/{id}', { params: { path: { id } } }))),
      );
      out.result({ items }, () => comparisonText(items));
    }),
  );
