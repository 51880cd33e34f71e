import { Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { Dataset } from '../../api/datasets';
import { Confirm } from '../../components/confirm';
import { count } from '../../format';
import { useDelete } from './queries';

interface Props {
  dataset: Dataset;
  opened: boolean;
  onClose: () => void;
}

/** Asks before a data set is removed, and says what follows. */
export function DeleteDataset({ dataset, opened, onClose }: Props) {
  const { t } = useTranslation('datasets');
  const remove = useDelete(dataset);
  const images = Math.max(...dataset.versions.map((version) => version.images));
  return (
    <Confirm
      opened={opened}
      onClose={onClose}
      title={t('deleteTitle', { name: `${dataset.owner}/${dataset.name}` })}
      action={t('delete')}
      onConfirm={remove}
    >
      <Text>{t('deleteText', { count: images, formatted: count(images) })}</Text>
      <Text c="dimmed" size="sm">
        {t('deleteRuns')}
      </Text>
    </Confirm>
  );
}
