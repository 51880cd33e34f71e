import { Badge, Button, Paper, ScrollArea, Select, Skeleton, Table, Text, TextInput } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconPlus } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Resource } from '#graft/api';
import { Confirm } from '../../components/confirm';
import { ProblemAlert } from '../../components/problem-alert';
import { asName } from '../../components/publish-form/model-name';
import { ago, moment } from '../../format';
import { MoreButton } from '../../components/more-button';
import { MakeDialog } from './make-dialog';
import { useChangeUser, useCreateUser, useUsers } from './queries';
import { SecretField } from './secret-field';
import { Section } from './section';

type User = Resource<'UserResponse'>;

const MIN_PASSWORD = 12;

/** All accounts, for admins: made, disabled and enabled. */
export function Users() {
  const { t } = useTranslation('account');
  const [making, dialog] = useDisclosure();
  const [changed, setChanged] = useState<User | null>(null);
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
          <ScrollArea type="auto" viewportProps={{ tabIndex: 0, role: 'group', 'aria-label': t('users.title') }}>
            <Table verticalSpacing="sm" horizontalSpacing="md" miw={480}>
              <Table.Thead>
                <Table.Tr>
                  <Table.Th>{t('users.name')}</Table.Th>
                  <Table.Th>{t('users.role')}</Table.Th>
                  <Table.Th>{t('users.since')}</Table.Th>
                  <Table.Td />
                </Table.Tr>
              </Table.Thead>
              <Table.Tbody>
                {users.items.map((user) => (
                  <UserRow key={user.id} user={user} onChange={() => setChanged(user)} />
                ))}
              </Table.Tbody>
            </Table>
          </ScrollArea>
        </Paper>
      )}
      <MoreButton list={users} />
      <UserDialog opened={making} onClose={dialog.close} />
      {changed && <ChangeDialog user={changed} onClose={() => setChanged(null)} />}
    </Section>
  );
}

function UserRow({ user, onChange }: { user: User; onChange: () => void }) {
  const { t } = useTranslation('account');
  const { name, role, createdAt, disabledAt } = user;
  return (
    <Table.Tr>
      <Table.Th scope="row" fw={600}>
        {name}{' '}
        {disabledAt !== null && (
          <Badge variant="default" tt="none" title={moment(disabledAt)}>
            {t('users.disabled')}
          </Badge>
        )}
      </Table.Th>
      <Table.Td>{t(`roles.${role}`)}</Table.Td>
      <Table.Td title={moment(createdAt)}>{ago(createdAt)}</Table.Td>
      <Table.Td ta="end">
        <Button
          variant="default"
          size="xs"
          onClick={onChange}
          aria-label={t(disabledAt === null ? 'users.disableNamed' : 'users.enableNamed', { name })}
        >
          {t(disabledAt === null ? 'users.disable' : 'users.enable')}
        </Button>
      </Table.Td>
    </Table.Tr>
  );
}

function ChangeDialog({ user: { name, disabledAt }, onClose }: { user: User; onClose: () => void }) {
  const { t } = useTranslation('account');
  const change = useChangeUser();
  const isEnabled = disabledAt === null;
  return (
    <Confirm
      opened
      onClose={onClose}
      title={t(isEnabled ? 'users.disableTitle' : 'users.enableTitle', { name })}
      action={t(isEnabled ? 'users.disable' : 'users.enable')}
      harmless={!isEnabled}
      onConfirm={() => change.mutateAsync({ name, disabled: isEnabled })}
    >
      <Text>{t(isEnabled ? 'users.disableText' : 'users.enableText')}</Text>
    </Confirm>
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
