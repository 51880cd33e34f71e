import { Alert, Button, Checkbox, Group, Modal, Select, Stack, TextInput } from '@mantine/core';
import { IconKey } from '@tabler/icons-react';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { permits } from '../../api/permits';
import type { Me } from '../../api/queries';
import { Code } from '../../components/code';
import { ProblemAlert } from '../../components/problem-alert';
import { useCreateToken } from './queries';
import { expiryIn, type Lifetime, lifetimes, type Scope, scopes } from './scopes';

interface Props {
  opened: boolean;
  onClose: () => void;
  me: Me;
}

/** Makes a token and shows it: this once, since only its hash is kept. */
export function TokenDialog({ opened, onClose, me }: Props) {
  const { t } = useTranslation('account');
  const create = useCreateToken();
  const close = () => {
    create.reset();
    onClose();
  };
  return (
    <Modal
      opened={opened}
      onClose={close}
      title={create.data ? t('tokens.made', { name: create.data.name }) : t('tokens.new')}
      // A click outside the dialog does not close it, because the token cannot be shown again.
      closeOnClickOutside={!create.data}
      closeButtonProps={{ 'aria-label': t('close', { ns: 'common' }) }}
    >
      {create.data ? (
        <Stack gap="md">
          <Alert icon={<IconKey aria-hidden />} title={t('tokens.shownOnce')}>
            {t('tokens.keep')}
          </Alert>
          <Code label={t('tokens.secret')}>{create.data.token}</Code>
          <Group justify="end">
            <Button onClick={close}>{t('tokens.kept')}</Button>
          </Group>
        </Stack>
      ) : (
        <TokenForm me={me} pending={create.isPending} error={create.error} onCreate={create.mutate} />
      )}
    </Modal>
  );
}

interface FormProps {
  me: Me;
  pending: boolean;
  error: unknown;
  onCreate: (token: { name: string; scopes: Scope[]; expiresAt?: string }) => void;
}

function TokenForm({ me, pending, error, onCreate }: FormProps) {
  const { t } = useTranslation('account');
  const [name, setName] = useState('');
  const [chosen, setChosen] = useState<string[]>(scopes.filter((scope) => scope !== 'admin' && permits(me, scope)));
  const [lifetime, setLifetime] = useState<Lifetime>('90');
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (chosen.length === 0) return;
    const expiresAt = expiryIn(lifetime);
    onCreate({
      name: name.trim(),
      scopes: scopes.filter((scope) => chosen.includes(scope)),
      ...(expiresAt !== undefined && { expiresAt }),
    });
  };
  return (
    <Stack component="form" gap="md" onSubmit={submit}>
      <TextInput
        label={t('tokens.for')}
        placeholder={t('tokens.forExample')}
        value={name}
        onChange={(event) => setName(event.currentTarget.value)}
        maxLength={100}
        required
        data-autofocus
      />
      <Checkbox.Group
        label={t('tokens.may')}
        value={chosen}
        onChange={setChosen}
        error={chosen.length === 0 && t('tokens.noScope')}
      >
        <Stack gap="xs" mt="xs">
          {scopes.map((scope) => (
            <Checkbox
              key={scope}
              value={scope}
              label={t(`scopes.${scope}.name`)}
              description={permits(me, scope) ? t(`scopes.${scope}.means`) : t('tokens.lacks')}
              disabled={!permits(me, scope)}
            />
          ))}
        </Stack>
      </Checkbox.Group>
      <Select
        label={t('tokens.lifetime')}
        data={lifetimes.map((value) => ({ value, label: t(`lifetimes.${value}`) }))}
        value={lifetime}
        onChange={(value) => setLifetime(value ?? '90')}
        allowDeselect={false}
      />
      {error !== null && <ProblemAlert error={error} />}
      <Group justify="end">
        <Button type="submit" loading={pending}>
          {t('tokens.create')}
        </Button>
      </Group>
    </Stack>
  );
}
