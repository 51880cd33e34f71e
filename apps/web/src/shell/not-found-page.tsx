import { Button } from '@mantine/core';
import { IconMapOff } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { EmptyState } from '../components/empty-state';

export function NotFoundPage() {
  const { t } = useTranslation();
  return (
    <EmptyState order={1} icon={<IconMapOff />} title={t('notFound.title')} text={t('notFound.text')}>
      <Button component={Link} to="/" variant="default" mt="md">
        {t('notFound.back')}
      </Button>
    </EmptyState>
  );
}
