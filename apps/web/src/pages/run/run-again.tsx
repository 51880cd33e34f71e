import { Button } from '@mantine/core';
import { IconRefresh } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { Run } from './run-state';

/** To the same base, images and recipe, of which something can be changed. */
export function RunAgain({ run: { id } }: { run: Run }) {
  const { t } = useTranslation('runs');
  return (
    <Button
      component={Link}
      to={`/fine-tune?from=${id}`}
      variant="default"
      leftSection={<IconRefresh size={16} aria-hidden />}
    >
      {t('actions.again')}
    </Button>
  );
}
