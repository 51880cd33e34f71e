import { Button, Group, Paper, Select, Stack, Text, Title } from '@mantine/core';
import { useMutation, useQuery } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { body } from '#graft/api';
import { api } from '../../api/client';
import { ProblemAlert } from '../../components/problem-alert';
import { type Import, sourceOf } from './import';
import { startImport } from './sending';

interface Props {
  found: Import;
  onStarted: (importId: string) => void;
}

/** Reads a file of weights alone again, into an architecture of Keras; nothing is sent a second time. */
export function ArchitectureForm({ found, onStarted }: Props) {
  const { t } = useTranslation('publish');
  const [application, setApplication] = useState<string | null>(null);
  const applications = useQuery({
    queryKey: ['applications'],
    staleTime: Infinity,
    queryFn: () => body(api.GET('/api/v1/applications')),
  });
  const source = sourceOf(found);
  const reading = useMutation({
    mutationFn: (application: string) =>
      startImport({
        ...(source.kind === 'url' ? { url: source.url } : { uploads: source.uploads }),
        ...(found.name !== null && { name: found.name }),
        application,
      }),
    onSuccess: ({ id }) => onStarted(id),
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (application !== null) reading.mutate(application);
  };
  return (
    <Paper withBorder p="lg" component="form" onSubmit={submit}>
      <Stack gap="sm">
        <Title order={2} size="h4">
          {t('architecture.title')}
        </Title>
        <Text size="sm">{t('architecture.text')}</Text>
        <Group gap="xs" align="end">
          <Select
            label={t('architecture.label')}
            placeholder={t('form.choose')}
            data={applications.data?.items.map(({ name }) => name) ?? []}
            value={application}
            onChange={setApplication}
            searchable
            flex={1}
            miw={200}
          />
          <Button type="submit" loading={reading.isPending} disabled={application === null}>
            {t('architecture.read')}
          </Button>
        </Group>
        {(reading.error ?? applications.error) && <ProblemAlert error={reading.error ?? applications.error} />}
        <Text size="sm" c="dimmed">
          {t('architecture.otherwise')}
        </Text>
      </Stack>
    </Paper>
  );
}
