import { ActionIcon, Menu } from '@mantine/core';
import { IconDots, IconPhoto, IconSparkles, IconTrash } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { Dataset } from '../../api/datasets';
import { mayChangeIn } from '../../api/permits';
import { useMe } from '../../api/queries';

/** What can be done with a data set of a list. */
export function DatasetActions({ dataset, onDelete }: { dataset: Dataset; onDelete: () => void }) {
  const { t } = useTranslation('datasets');
  const me = useMe();
  const { owner, name, versions } = dataset;
  const path = `${owner}/${name}`;
  const mayDelete = !!me && mayChangeIn(me, owner, 'train');
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <ActionIcon
          variant="subtle"
          color="gray"
          size="lg"
          aria-label={t('actionsFor', { name: path })}
          title={t('actionsFor', { name: path })}
        >
          <IconDots size={18} aria-hidden />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item
          component={Link}
          to={`/fine-tune?dataset=${path}@${versions[0]!.number}`}
          leftSection={<IconSparkles size={16} aria-hidden />}
        >
          {t('fineTune')}
        </Menu.Item>
        <Menu.Item component={Link} to={`/datasets/${path}`} leftSection={<IconPhoto size={16} aria-hidden />}>
          {t('open')}
        </Menu.Item>
        <Menu.Item
          color="red.9"
          disabled={!mayDelete}
          title={mayDelete ? undefined : t('notYours')}
          onClick={onDelete}
          leftSection={<IconTrash size={16} aria-hidden />}
        >
          {t('delete')}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
