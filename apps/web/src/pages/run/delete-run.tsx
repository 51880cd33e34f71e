import { ActionIcon, Text, Tooltip } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconTrash } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import type { Me } from '../../api/queries';
import { Confirm } from '../../components/confirm';
import { useDeleteRuns } from './queries';
import type { Run } from './run-state';
import { useRefusal } from './use-refusal';

export function DeleteRun({ run, me }: { run: Run; me: Me }) {
  const { t } = useTranslation('runs');
  const [asking, question] = useDisclosure();
  const navigate = useNavigate();
  const deleteRuns = useDeleteRuns();
  const remove = async () => {
    await deleteRuns([run.id]);
    await navigate('/runs');
  };
  return (
    <>
      <Tooltip label={t('actions.delete')}>
        <ActionIcon variant="default" size={36} onClick={question.open} aria-label={t('actions.delete')}>
          <IconTrash size={16} aria-hidden />
        </ActionIcon>
      </Tooltip>
      <Confirm
        opened={asking}
        onClose={question.close}
        title={t('delete.title', { count: 1 })}
        action={t('actions.delete')}
        blocked={useRefusal(me, 'train')}
        onConfirm={remove}
      >
        <Text>{t('delete.follows', { count: 1 })}</Text>
      </Confirm>
    </>
  );
}
