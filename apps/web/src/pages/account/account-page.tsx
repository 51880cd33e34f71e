import { Stack } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { permits } from '../../api/permits';
import type { Me } from '../../api/queries';
import { Page } from '../../components/page';
import { SignedIn } from '../../components/signed-in';
import { Namespaces } from './namespaces';
import { Tokens } from './tokens';
import { Users } from './users';

/** Tokens, namespaces and, for admins, users. */
export default function AccountPage() {
  const { t } = useTranslation('account');
  return (
    <Page title={t('title')} lead={t('lead')} size="lg">
      <SignedIn>{(me) => <Account me={me} />}</SignedIn>
    </Page>
  );
}

function Account({ me }: { me: Me }) {
  return (
    <Stack gap={40}>
      <Tokens me={me} />
      <Namespaces me={me} />
      {permits(me, 'admin') && <Users />}
    </Stack>
  );
}
