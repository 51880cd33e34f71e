import { Button, Paper, Select, Skeleton, Table, TextInput } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconPlus } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ProblemAlert } from '../../components/problem-alert';
import { asName } from '../../components/publish-form/model-name';
import { ago, moment } from '../../format';
import { MoreButton } from '../../components/more-button';
import { MakeDialog } from './make-dialog';
import { useCreateUser, useUsers } from './queries';
import { SecretField } from './secret-field';
import { Section } from './section';

const MIN_PASSWORD = 12;

/** Everybody with an account, for admins. */
export function Users() {
  const { t } = useTranslation('account');
  const [making, dialog] = useDisclosure();
  const users = useUsers();
  return (
    <Section
      title={t('users.title')}
      lead={t('users.lead')}
      action={
        <Button variant="default" onClick={dialog.open} leftSection={<IconPlus size={16} aria-hidden />}>
          {t('users.new')}
        </Button>
      }
    >
      {users.isError && <ProblemAlert error={users.error} onRetry={() => void users.refetch()} />}
      {users.isPending && <Skeleton h={90} />}
      {users.items && (
        <Paper withBorder>
          <Table verticalSpacing="sm" horizontalSpacing="md">
            <Table.Thead>
              <Table.Tr>
                <Table.Th>{t('users.name')}</Table.Th>
                <Table.Th>{t('users.role')}</Table.Th>
                <Table.Th>{t('users.since')}</Table.Th>
              </Table.Tr>
            </Table.Thead>
            <Table.Tbody>
              {users.items.map(({ id, name, role, createdAt }) => (
                <Table.Tr key={id}>
                  <Table.Th scope="row" fw={600}>
                    {name}
                  </Table.Th>
                  <Table.Td>{t(`roles.${role}`)}</Table.Td>
                  <Table.Td title={moment(createdAt)}>{ago(createdAt)}</Table.Td>
                </Table.Tr>
              ))}
            </Table.Tbody>
          </Table>
        </Paper>
      )}
      <MoreButton list={users} />
      <UserDialog opened={making} onClose={dialog.close} />
    </Section>
  );
}

function UserDialog({ opened, onClose }: { opened: boolean; onClose: () => void }) {
  const { t } = useTranslation('account');
  const [name, setName] = useState('');
  const [password, setPassword] = useState('');
  const [role, setRole] = useState<'member' | 'admin'>('member');
  const create = useCreateUser();
  const close = () => {
    create.reset();
    setName('');
    setPassword('');
    onClose();
  };
  return (
    <MakeDialog
      opened={opened}
      onClose={close}
      title={t('users.new')}
      action={t('users.create')}
      making={create}
      onSubmit={() => create.mutate({ name, role, password }, { onSuccess: close })}
    >
      <TextInput
        label={t('users.name')}
        description={t('users.nameHint')}
        value={name}
        onChange={(event) => setName(asName(event.currentTarget.value))}
        autoComplete="off"
        required
        data-autofocus
      />
      <SecretField
        label={t('users.password')}
        description={t('users.passwordHint', { count: MIN_PASSWORD })}
        value={password}
        onChange={(event) => setPassword(event.currentTarget.value)}
        minLength={MIN_PASSWORD}
        autoComplete="new-password"
      />
      <Select
        label={t('users.role')}
        data={(['member', 'admin'] as const).map((value) => ({ value, label: t(`roles.${value}`) }))}
        value={role}
        onChange={(value) => setRole(value === 'admin' ? 'admin' : 'member')}
        allowDeselect={false}
      />
    </MakeDialog>
  );
}
