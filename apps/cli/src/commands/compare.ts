import { Command } from 'commander';
import { body } from '#graft/api';
import { comparisonText } from '../compare-view.js';
import { parseRunId } from '../reference.js';
import { withServer } from '../session.js';

export const compareCommand = new Command('compare')
  .description('runs side by side: what they came to, and where their recipes differ')
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
