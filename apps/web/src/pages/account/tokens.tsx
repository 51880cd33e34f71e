import { ActionIcon, Badge, Button, Group, Paper, ScrollArea, Skeleton, Stack, Table, Text } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconPlus, IconTrash } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Resource } from '#graft/api';
import { permits } from '../../api/permits';
import type { Me } from '../../api/queries';
import { Confirm } from '../../components/confirm';
import { ProblemAlert } from '../../components/problem-alert';
import { ago, moment } from '../../format';
import { MoreButton } from '../../components/more-button';
import { useRevokeToken, useTokens } from './queries';
import { Section } from './section';
import { TokenDialog } from './token-dialog';

type Token = Resource<'TokenResponse'>;

/** What programs sign in with: made, shown once, revoked. */
export function Tokens({ me }: { me: Me }) {
  const { t } = useTranslation('account');
  const [making, dialog] = useDisclosure();
  const [revoked, setRevoked] = useState<Token | null>(null);
  const revoke = useRevokeToken();
  const mayManage = permits(me, 'tokens');
  const tokens = useTokens(mayManage);
  return (
    <Section
      title={t('tokens.title')}
      lead={t('tokens.lead')}
      action={
        <Button onClick={dialog.open} leftSection={<IconPlus size={16} aria-hidden />}>
          {t('tokens.new')}
        </Button>
      }
    >
      {tokens.isError && <ProblemAlert error={tokens.error} onRetry={() => void tokens.refetch()} />}
      {!mayManage && <Text c="dimmed">{t('tokens.managedElsewhere')}</Text>}
      {mayManage && tokens.isPending && <Skeleton h={120} />}
      {tokens.items && (
        <Paper withBorder>
          <ScrollArea type="auto" viewportProps={{ tabIndex: 0, role: 'group', 'aria-label': t('tokens.title') }}>
            <Table verticalSpacing="sm" horizontalSpacing="md" miw={640}>
              <Table.Thead>
                <Table.Tr>
                  <Table.Th>{t('tokens.name')}</Table.Th>
                  <Table.Th>{t('tokens.scopes')}</Table.Th>
                  <Table.Th>{t('tokens.created')}</Table.Th>
                  <Table.Th>{t('tokens.used')}</Table.Th>
                  <Table.Th>{t('tokens.expires')}</Table.Th>
                  <Table.Td />
                </Table.Tr>
              </Table.Thead>
              <Table.Tbody>
                {tokens.items.map((token) => (
                  <TokenRow key={token.id} token={token} onRevoke={() => setRevoked(token)} />
                ))}
              </Table.Tbody>
            </Table>
          </ScrollArea>
        </Paper>
      )}
      <MoreButton list={tokens} />
      <TokenDialog opened={making} onClose={dialog.close} me={me} />
      <Confirm
        opened={revoked !== null}
        onClose={() => setRevoked(null)}
        title={t('tokens.revokeTitle', { name: revoked?.name })}
        action={t('tokens.revoke')}
        onConfirm={() => revoke.mutateAsync(revoked!.id)}
      >
        <Stack gap="xs">
          <Text>{t('tokens.revokeText')}</Text>
          <Text size="sm" c="dimmed">
            {t('tokens.revokeOwn')}
          </Text>
        </Stack>
      </Confirm>
    </Section>
  );
}

function TokenRow({ token, onRevoke }: { token: Token; onRevoke: () => void }) {
  const { t } = useTranslation('account');
  const { name, scopes, createdAt, lastUsedAt, expiresAt } = token;
  const [now] = useState(Date.now);
  const isExpired = expiresAt !== null && new Date(expiresAt).getTime() < now;
  const revokeThis = t('tokens.revokeNamed', { name });
  return (
    <Table.Tr>
      <Table.Th scope="row" fw={600}>
        {name}
      </Table.Th>
      <Table.Td>
        <Group gap={4} wrap="nowrap">
          {scopes.map((scope) => (
            <Badge key={scope} variant="default" tt="none" fw={500} style={{ flexShrink: 0 }}>
              {scope}
            </Badge>
          ))}
        </Group>
      </Table.Td>
      <Table.Td title={moment(createdAt)}>{ago(createdAt)}</Table.Td>
      <Table.Td>{lastUsedAt === null ? t('tokens.never') : ago(lastUsedAt)}</Table.Td>
      <Table.Td>
        {expiresAt === null ? t('tokens.never') : isExpired ? t('tokens.expired') : moment(expiresAt)}
      </Table.Td>
      <Table.Td ta="end">
        <ActionIcon variant="subtle" color="gray" onClick={onRevoke} aria-label={revokeThis} title={revokeThis}>
          <IconTrash size={18} aria-hidden />
        </ActionIcon>
      </Table.Td>
    </Table.Tr>
  );
}
