import { Badge, Group, Skeleton, Stack, Table, Title, UnstyledButton } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { Resource } from '#graft/api';
import { MoreButton } from '../../components/more-button';
import { ProblemAlert } from '../../components/problem-alert';
import { ago, bytes, moment, percent } from '../../format';
import classes from './history.module.css';
import { Lineage } from './lineage';
import { type ModelName, useChildren, useFamily, useVersions, type Version } from './queries';

interface Props {
  path: ModelName;
  version: Version;
  versions: Resource<'VersionSummaryResponse'>[];
  onVersion: (number: number) => void;
}

/** What it was made from and what was made from it; its versions and the names that point to them. */
export function History({ path, version, versions, onVersion }: Props) {
  const { t } = useTranslation('model');
  const family = useFamily(path, version.number);
  const children = useChildren(path, version.number);
  const all = useVersions(path);
  const error = family.error ?? children.error;
  const measured = versions.some(({ metrics }) => metrics?.accuracy !== undefined);
  return (
    <Stack gap="xl">
      <section aria-labelledby="lineage">
        <Title order={2} size="h4" id="lineage" mb="sm">
          {t('lineage.title')}
        </Title>
        {error && (
          <ProblemAlert error={error} onRetry={() => void Promise.all([family.refetch(), children.refetch()])} />
        )}
        {!error && !(family.data && children.data) && <Skeleton h={120} />}
        {family.data && children.data && (
          <Lineage
            family={family.data}
            offspring={children.data.pages.flatMap(({ items }) => items)}
            version={version}
          />
        )}
        <MoreButton list={children} />
      </section>
      <section aria-labelledby="versions">
        <Title order={2} size="h4" id="versions" mb="sm">
          {t('versions.title')}
        </Title>
        <Table.ScrollContainer minWidth={480} tabIndex={0}>
          <Table verticalSpacing="xs">
            <Table.Caption>{t('versions.caption')}</Table.Caption>
            <Table.Thead>
              <Table.Tr>
                <Table.Th>{t('version')}</Table.Th>
                <Table.Th>{t('versions.aliases')}</Table.Th>
                <Table.Th>{t('facts.published')}</Table.Th>
                {measured && <Table.Th ta="right">{t('facts.accuracy')}</Table.Th>}
                <Table.Th ta="right">{t('facts.size')}</Table.Th>
                <Table.Th>{t('versions.digest')}</Table.Th>
              </Table.Tr>
            </Table.Thead>
            <Table.Tbody>
              {versions.map(({ number, aliases, createdAt, yankedAt, bytes: size, digest, metrics }) => (
                <Table.Tr key={number} data-current={number === version.number || undefined} className={classes.row}>
                  <Table.Td>
                    <UnstyledButton
                      className={classes.version}
                      aria-current={number === version.number || undefined}
                      onClick={() => onVersion(number)}
                    >
                      @{number}
                    </UnstyledButton>
                  </Table.Td>
                  <Table.Td>
                    <Group gap={4}>
                      {aliases.map((alias) => (
                        <Badge key={alias} variant="default" tt="none" fw={500}>
                          {alias}
                        </Badge>
                      ))}
                      {yankedAt !== null && (
                        <Badge variant="default" tt="none" fw={500}>
                          {t('yanked.short')}
                        </Badge>
                      )}
                    </Group>
                  </Table.Td>
                  <Table.Td>
                    <time dateTime={createdAt} title={moment(createdAt)}>
                      {ago(createdAt)}
                    </time>
                  </Table.Td>
                  {measured && (
                    <Table.Td ta="right">{metrics?.accuracy === undefined ? '–' : percent(metrics.accuracy)}</Table.Td>
                  )}
                  <Table.Td ta="right">{bytes(size)}</Table.Td>
                  <Table.Td ff="monospace" fz="xs" title={digest}>
                    {digest.slice(0, 19)}…
                  </Table.Td>
                </Table.Tr>
              ))}
            </Table.Tbody>
          </Table>
        </Table.ScrollContainer>
        <MoreButton list={all} />
      </section>
    </Stack>
  );
}
