import { Anchor, Button, Group, Paper, Stack, Text, TextInput } from '@mantine/core';
import { useMutation, useQuery } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { body } from '#graft/api';
import { api } from '../../api/client';
import { licenses } from '../../components/licenses';
import { ProblemAlert } from '../../components/problem-alert';
import { proposedName } from './proposed-name';
import { proposal, startImport } from './sending';

interface Props {
  owner: string;
  url: string;
  disabled: boolean;
  onStarted: (importId: string) => void;
}

/** A model that lies on the web; what the catalogue knows of the address is told. */
export function Address({ owner, url: first, disabled, onStarted }: Props) {
  const { t } = useTranslation('publish');
  const [url, setUrl] = useState(first);
  const entry = useCatalogueEntry(url);
  const fetching = useMutation({
    mutationFn: () => startImport({ url, ...proposal(owner, entry?.name ?? proposedName([url])) }),
    onSuccess: ({ id }) => onStarted(id),
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    fetching.mutate();
  };
  return (
    <form onSubmit={submit}>
      <Stack gap="sm">
        <Group gap="xs" align="end">
          <TextInput
            type="url"
            label={t('source.address')}
            description={t('source.addressHint')}
            placeholder="https://example.org/model.json"
            value={url}
            onChange={(event) => setUrl(event.currentTarget.value.trim())}
            required
            withAsterisk={false}
            flex={1}
            miw={220}
          />
          <Button
            type="submit"
            variant={first === '' ? 'default' : 'filled'}
            loading={fetching.isPending}
            disabled={disabled}
          >
            {t('source.fetch')}
          </Button>
        </Group>
        {entry && (
          <Paper withBorder p="md">
            <Text fw={600}>{entry.title}</Text>
            <Text size="sm" c="dimmed">
              {t('source.catalogued', {
                license: entry.license === null ? t('source.noLicense') : (licenses[entry.license] ?? entry.license),
              })}{' '}
              <Anchor href={entry.source} rel="noopener noreferrer" size="sm" underline="always">
                {t('source.origin')}
              </Anchor>
            </Text>
          </Paper>
        )}
        {fetching.isError && <ProblemAlert error={fetching.error} />}
      </Stack>
    </form>
  );
}

function useCatalogueEntry(url: string) {
  const { data } = useQuery({
    queryKey: ['catalogue'],
    staleTime: Infinity,
    enabled: url !== '',
    queryFn: () => body(api.GET('/api/v1/catalogue')),
  });
  return data?.items.find((entry) => entry.url === url);
}
