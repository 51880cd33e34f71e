import { Button, Center, Loader } from '@mantine/core';
import { IconLock } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useLocation } from 'react-router';
import { type Me, useMe } from '../api/queries';
import { EmptyState } from './empty-state';

/** Shows its content to signed-in users, and to others a link to sign in that leads back here. */
export function SignedIn({ children }: { children: (me: Me) => ReactNode }) {
  const { t } = useTranslation();
  const { pathname, search } = useLocation();
  const me = useMe();
  if (me) return children(me);
  if (me === undefined)
    return (
      <Center py={64}>
        <Loader aria-label={t('loading')} />
      </Center>
    );
  return (
    <EmptyState icon={<IconLock />} title={t('needsSignIn.title')} text={t('needsSignIn.text')}>
      <Button component={Link} to={`/sign-in?next=${encodeURIComponent(pathname + search)}`} mt="md">
        {t('signIn')}
      </Button>
    </EmptyState>
  );
}
