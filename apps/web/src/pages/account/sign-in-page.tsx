import { Button, Code, Paper, Stack, Tabs, Text, TextInput } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Navigate, useSearchParams } from 'react-router';
import type { Resource } from '#graft/api';
import { api } from '../../api/client';
import { useMe } from '../../api/queries';
import { Page } from '../../components/page';
import { ProblemAlert } from '../../components/problem-alert';
import { destination } from './destination';
import { SecretField } from './secret-field';

/** Signs in by token, or by name and password, then opens the page that the user wanted. */
export default function SignInPage() {
  const { t } = useTranslation('account');
  const me = useMe();
  const [parameters] = useSearchParams();
  const queries = useQueryClient();
  const signIn = useMutation({
    mutationFn: (body: Resource<'SignInRequest'>) => api.POST('/api/v1/session', { body }),
    onSuccess: () => queries.resetQueries(), // what was fetched as a caller without a token
  });
  if (me) return <Navigate to={destination(parameters.get('next'))} replace />;
  return (
    <Page title={t('signIn.title')} lead={t('signIn.lead')} size="sm">
      <Paper withBorder p="lg" maw={460}>
        <Tabs defaultValue="token" keepMounted={false} onChange={() => signIn.reset()}>
          <Tabs.List grow mb="md">
            <Tabs.Tab value="token">{t('signIn.byToken')}</Tabs.Tab>
            <Tabs.Tab value="password">{t('signIn.byPassword')}</Tabs.Tab>
          </Tabs.List>
          <Tabs.Panel value="token">
            <TokenForm pending={signIn.isPending} onSignIn={(token) => signIn.mutate({ token })} />
          </Tabs.Panel>
          <Tabs.Panel value="password">
            <PasswordForm pending={signIn.isPending} onSignIn={(name, password) => signIn.mutate({ name, password })} />
          </Tabs.Panel>
        </Tabs>
        {signIn.isError && (
          <Stack mt="md">
            <ProblemAlert error={signIn.error} />
          </Stack>
        )}
      </Paper>
    </Page>
  );
}

function TokenForm({ pending, onSignIn }: { pending: boolean; onSignIn: (token: string) => void }) {
  const { t } = useTranslation('account');
  const [token, setToken] = useState('');
  const submit = (event: FormEvent) => {
    event.preventDefault();
    onSignIn(token.trim());
  };
  return (
    <Stack component="form" gap="md" onSubmit={submit}>
      <SecretField
        label={t('signIn.token')}
        placeholder="graft_…"
        value={token}
        onChange={(event) => setToken(event.currentTarget.value)}
        autoComplete="off"
        withAsterisk={false}
      />
      <Button type="submit" loading={pending}>
        {t('signIn.action')}
      </Button>
      <Text size="sm" c="dimmed">
        {t('signIn.whereToken')} <Code>graft token create</Code>
      </Text>
    </Stack>
  );
}

function PasswordForm({ pending, onSignIn }: { pending: boolean; onSignIn: (name: string, password: string) => void }) {
  const { t } = useTranslation('account');
  const [name, setName] = useState('');
  const [password, setPassword] = useState('');
  const submit = (event: FormEvent) => {
    event.preventDefault();
    onSignIn(name.trim(), password);
  };
  return (
    <Stack component="form" gap="md" onSubmit={submit}>
      <TextInput
        label={t('signIn.name')}
        value={name}
        onChange={(event) => setName(event.currentTarget.value)}
        autoComplete="username"
        autoCapitalize="none"
        required
        withAsterisk={false}
      />
      <SecretField
        label={t('signIn.password')}
        value={password}
        onChange={(event) => setPassword(event.currentTarget.value)}
        autoComplete="current-password"
        withAsterisk={false}
      />
      <Button type="submit" loading={pending}>
        {t('signIn.action')}
      </Button>
    </Stack>
  );
}
