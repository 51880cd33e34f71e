import { Button } from '@mantine/core';
import { IconSeeding } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { mayChangeIn } from '../../api/permits';
import { useMe } from '../../api/queries';
import { OwnerMenu } from './owner-menu';
import type { Model, ModelName, Version } from './queries';

/** What can be done with a model; to its owner, what can be done to it. */
export function ModelActions({ path, model, version }: { path: ModelName; model: Model; version: Version }) {
  const { t } = useTranslation('model');
  const me = useMe();
  const owns = me && mayChangeIn(me, path.owner, 'publish');
  return (
    <>
      <Button
        component={Link}
        to={`/fine-tune?base=${path.owner}/${path.name}@${version.number}`}
        leftSection={<IconSeeding size={18} aria-hidden />}
      >
        {t('fineTune')}
      </Button>
      {owns && <OwnerMenu path={path} model={model} version={version} />}
    </>
  );
}
