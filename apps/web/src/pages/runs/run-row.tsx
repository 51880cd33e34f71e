import { Anchor, Box, Checkbox, Table, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { RunStatusBadge } from '../../components/run-status-badge';
import { ago, moment, percent } from '../../format';
import { tookOf } from '../run/took-of';
import { nameOf } from '../run/run-state';
import type { RunSummary } from './queries';
import classes from './runs-table.module.css';

interface Props {
  run: RunSummary;
  selected: boolean;
  onToggle: () => void;
}

export function RunRow({ run, selected, onToggle }: Props) {
  const { t } = useTranslation('runs');
  const { id, base, dataset, status, accuracy, createdAt, published } = run;
  const name = t('run.of', { dataset: nameOf(dataset), base: nameOf(base) });
  return (
    <Table.Tr data-selected={selected || undefined} className={classes.row}>
      <Table.Td>
        <Checkbox
          aria-label={t('list.select', { name: `${name}, ${ago(createdAt)}` })}
          checked={selected}
          onChange={onToggle}
        />
      </Table.Td>
      <Table.Th scope="row" fw={400}>
        <Anchor component={Link} to={`/runs/${id}`} fz="sm" fw={600} c="inherit">
          {name}
        </Anchor>
        <Box hiddenFrom="sm" my={4}>
          <RunStatusBadge status={status} />
        </Box>
        <Text size="xs" c="dimmed" className={classes.from}>
          {published ? t('actions.published', { ref: published.ref }) : `${dataset.ref} · ${base.ref}`}
        </Text>
      </Table.Th>
      <Table.Td className={classes.spare}>
        <RunStatusBadge status={status} />
      </Table.Td>
      <Table.Td ta="right">{accuracy === null ? '–' : percent(accuracy)}</Table.Td>
      <Table.Td ta="right" className={classes.spare}>
        {tookOf(run) ?? '–'}
      </Table.Td>
      <Table.Td ta="right" className={classes.spare}>
        <time dateTime={createdAt} title={moment(createdAt)}>
          {ago(createdAt)}
        </time>
      </Table.Td>
    </Table.Tr>
  );
}
