import { Checkbox, Paper, Table } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Me } from '../../api/queries';
import type { RunSummary } from './queries';
import { RunRow } from './run-row';
import classes from './runs-table.module.css';
import { Selection } from './selection';

/** Runs to look at, or to select. */
export function RunsTable({ runs, me }: { runs: readonly RunSummary[]; me: Me }) {
  const { t } = useTranslation('runs');
  const [ids, setIds] = useState<ReadonlySet<string>>(new Set());
  const selected = runs.filter(({ id }) => ids.has(id));
  const toggle = (id: string) => setIds(toggled(ids, id));
  const all = selected.length === runs.length;
  return (
    <Paper withBorder>
      <Selection selected={selected} me={me} onDeleted={() => setIds(new Set())} />
      <Table aria-label={t('list.caption')} verticalSpacing="sm" highlightOnHover tabularNums className={classes.table}>
        <Table.Thead>
          <Table.Tr>
            <Table.Th w={44}>
              <Checkbox
                aria-label={t('list.selectAll')}
                checked={all}
                indeterminate={!all && selected.length > 0}
                onChange={() => setIds(all ? new Set() : new Set(runs.map(({ id }) => id)))}
              />
            </Table.Th>
            <Table.Th scope="col">{t('list.run')}</Table.Th>
            <Table.Th scope="col" className={classes.spare}>
              {t('list.status')}
            </Table.Th>
            <Table.Th scope="col" ta="right">
              {t('list.accuracy')}
            </Table.Th>
            <Table.Th scope="col" ta="right" className={classes.spare}>
              {t('list.took')}
            </Table.Th>
            <Table.Th scope="col" ta="right" className={classes.spare}>
              {t('list.when')}
            </Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {runs.map((run) => (
            <RunRow key={run.id} run={run} selected={ids.has(run.id)} onToggle={() => toggle(run.id)} />
          ))}
        </Table.Tbody>
      </Table>
    </Paper>
  );
}

function toggled(ids: ReadonlySet<string>, id: string): ReadonlySet<string> {
  const next = new Set(ids);
  if (!next.delete(id)) next.add(id);
  return next;
}
