import { Group, Text } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconChartLine, IconTrash } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import type { Me } from '../../api/queries';
import { Confirm } from '../../components/confirm';
import { ExplainedButton } from '../../components/explained-button';
import { useDeleteRuns } from '../run/queries';
import { hasEnded } from '../run/run-state';
import { useRefusal } from '../run/use-refusal';
import { comparePath, MOST_COMPARED } from './compared';
import type { RunSummary } from './queries';
import classes from './runs-table.module.css';

interface Props {
  selected: readonly RunSummary[];
  me: Me;
  onDeleted: () => void;
}

/** What can be done with the runs that are selected. */
export function Selection({ selected, me, onDeleted }: Props) {
  const { t } = useTranslation('runs');
  const navigate = useNavigate();
  const [asking, question] = useDisclosure();
  const deleteRuns = useDeleteRuns();
  const refusal = useRefusal(me, 'train');
  const count = selected.length;
  const remove = async () => {
    await deleteRuns(selected.map(({ id }) => id));
    onDeleted();
  };
  return (
    <Group className={classes.bar} gap="xs" justify="space-between">
      <Text size="sm" c={count === 0 ? 'dimmed' : undefined} role="status">
        {count === 0 ? t('list.nothingSelected') : t('list.selected', { count })}
      </Text>
      <Group gap="xs">
        <ExplainedButton
          size="xs"
          variant="default"
          leftSection={<IconChartLine size={16} aria-hidden />}
          blocked={count < 2 || count > MOST_COMPARED ? t('list.compareWhy') : undefined}
          onClick={() => void navigate(comparePath(selected.map(({ id }) => id)))}
        >
          {t('list.compare')}
        </ExplainedButton>
        <ExplainedButton
          size="xs"
          variant="default"
          leftSection={<IconTrash size={16} aria-hidden />}
          blocked={
            refusal ??
            (count === 0
              ? t('list.nothingSelected')
              : selected.every(({ status }) => hasEnded(status))
                ? undefined
                : t('list.deleteWhy'))
          }
          onClick={question.open}
        >
          {t('list.delete')}
        </ExplainedButton>
      </Group>
      <Confirm
        opened={asking}
        onClose={question.close}
        title={t('delete.title', { count })}
        action={t('actions.delete')}
        onConfirm={remove}
      >
        <Text>{t('delete.follows', { count })}</Text>
      </Confirm>
    </Group>
  );
}
