import { Text } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { type QueryClient, useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useLocation, useNavigate } from 'react-router';
import { Problem } from '#graft/problems';
import { api } from '../api/client';
import { meQuery } from '../api/queries';
import { Confirm } from '../components/confirm';
import { tokenOf } from './greeting/token-of';

/** A browser that is signed in already, and the account that the address would sign in. */
interface Question {
  token: string;
  account: string;
  signedInAs: string;
}

async function signIn(oneTimeToken: string, queries: QueryClient, replace = false): Promise<void> {
  await api.POST('/api/v1/session', { body: { oneTimeToken, replace } });
  await queries.resetQueries(); // what was fetched as another
}

/**
 * Signs in by the one-time token in the address that the server printed, `/#token=…`, and takes it out of the address.
 * Asks first if another account is signed in; a token that is not accepted changes nothing.
 */
export function Greeting() {
  const { t } = useTranslation();
  const { hash, pathname, search } = useLocation();
  const navigate = useNavigate();
  const queries = useQueryClient();
  const [question, ask] = useState<Question | null>(null);
  const tried = useRef<string | null>(null);
  const token = tokenOf(hash);

  useEffect(() => {
    if (token === null || tried.current === token) return;
    tried.current = token;
    void navigate({ pathname, search }, { replace: true });
    const refused = async (error: unknown) => {
      if (error instanceof Problem && error.status === 409) {
        const { account, signedInAs } = error.extras as { account: string; signedInAs: string };
        ask({ token, account, signedInAs });
      } else if (!(await queries.fetchQuery(meQuery).catch(() => null))) {
        const isUsed = error instanceof Problem && error.status === 401;
        notifications.show({
          color: 'red',
          message: isUsed ? t('greeting.used') : String(error),
          autoClose: false,
          closeButtonProps: { 'aria-label': t('close') },
        });
      }
    };
    signIn(token, queries).catch(refused);
  }, [token, pathname, search, navigate, queries, t]);

  return (
    <Confirm
      opened={question !== null}
      onClose={() => ask(null)}
      title={t('greeting.title', { account: question?.account })}
      action={t('greeting.action', { account: question?.account })}
      onConfirm={() => signIn(question!.token, queries, true)}
      harmless
    >
      <Text size="sm">{t('greeting.text', { account: question?.account, signedInAs: question?.signedInAs })}</Text>
    </Confirm>
  );
}
