import { Anchor, Group, Table, Text, Title } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { LineSample } from '../../components/curves';
import { RunStatusBadge } from '../../components/run-status-badge';
import { ago } from '../../format';
import { type Evaluation, viewsOf } from '../../tasks';
import { bestEpoch, type Run } from '../run/run-state';
import { tookOf } from '../run/took-of';
import { letterOf } from './compared';

/** What the runs came to, a column a run. */
export function ComparedResults({ runs }: { runs: readonly Run[] }) {
  const { t } = useTranslation('runs');
  const task = runs[0]!.task;
  const rows: (readonly [label: string, of: (run: Run) => ReactNode])[] = [
    [t('list.status'), ({ status }) => <RunStatusBadge status={status} />],
    ...viewsOf(task)
      .compared(t)
      .map(([label, of]) => [label, measured(task, of)] as const),
    [t('compare.bestEpoch'), ({ history }) => (history.length > 0 ? `${bestEpoch(history)} / ${history.length}` : '–')],
    [t('compare.took'), (run) => tookOf(run) ?? '–'],
    [t('compare.base'), ({ base }) => base.ref],
    [t('compare.dataset'), ({ dataset }) => dataset.ref],
  ];
  return (
    <>
      <Title order={2} size="h4" mb="xs">
        {t('compare.results')}
      </Title>
      <Table.ScrollContainer
        minWidth={120 + 150 * runs.length}
        type="native"
        tabIndex={0}
        role="group"
        aria-label={t('compare.results')}
      >
        <Table fz="sm" tabularNums verticalSpacing={8}>
          <Table.Thead>
            <Table.Tr>
              <Table.Td />
              {runs.map(({ id, createdAt }, index) => (
                <Table.Th key={id} scope="col">
                  <Group gap={8} wrap="nowrap">
                    <LineSample tone={index} />
                    <Anchor component={Link} to={`/runs/${id}`} fz="sm" fw={600} style={{ whiteSpace: 'nowrap' }}>
                      {t('list.run')} {letterOf(index)}
                    </Anchor>
                    <Text span size="xs" c="dimmed" fw={400} visibleFrom="sm">
                      {ago(createdAt)}
                    </Text>
                  </Group>
                </Table.Th>
              ))}
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {rows.map(([label, of]) => (
              <Table.Tr key={label}>
                <Table.Th scope="row" fw={500}>
                  {label}
                </Table.Th>
                {runs.map((run) => (
                  <Table.Td key={run.id}>{of(run)}</Table.Td>
                ))}
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      </Table.ScrollContainer>
      {new Set(runs.map(({ dataset }) => dataset.digest)).size > 1 && (
        <Text size="sm" c="dimmed" mt="xs">
          {t('compare.notAlike')}
        </Text>
      )}
    </>
  );
}

/** Of a run that has been evaluated, for the same task. */
const measured =
  (task: Run['task'], of: (evaluation: Evaluation) => ReactNode) =>
  ({ evaluation }: Run): ReactNode =>
    evaluation?.task === task ? of(evaluation) : '–';
