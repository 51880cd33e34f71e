import { Button, Group, Loader, Paper, Progress, Stack, Text, ThemeIcon } from '@mantine/core';
import { IconCheck, IconPoint } from '@tabler/icons-react';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { api } from '../../api/client';
import { ProblemAlert } from '../../components/problem-alert';
import { bytes, count } from '../../format';
import type { Checking, Step } from './checking';
import { type Import, sourceOf } from './import';

interface Props {
  id: string;
  found: Import;
  checking: Checking;
}

/** The steps of reading a model, as they happen. */
export function CheckingSteps({ id, found, checking }: Props) {
  const { t } = useTranslation('publish');
  const queries = useQueryClient();
  const cancel = useMutation({
    mutationFn: () => api.POST('/api/v1/imports/{id}/cancel', { params: { path: { id } } }),
    onSettled: () => queries.invalidateQueries({ queryKey: ['import', id] }),
  });
  const { kind } = sourceOf(found);
  const steps: Step[] = [...(kind === 'url' ? (['fetch'] as const) : []), 'read', 'store'];
  const { progress, states } = checking;
  const isMoving = progress !== null && progress.total !== null && !states[progress.step]?.done;
  return (
    <Paper withBorder p="lg">
      <Stack gap="md" role="status" aria-label={t('checking.title')}>
        {steps.map((step) => (
          <Group key={step} gap="sm" wrap="nowrap">
            <StepSign state={states[step]} />
            <Text fw={states[step] ? 600 : undefined} c={states[step] ? undefined : 'dimmed'}>
              {t(`checking.${step}`)}
            </Text>
            {progress?.step === step && (
              <Text size="sm" c="dimmed">
                {step === 'fetch' ? fetchedText(progress) : readText(progress)}
              </Text>
            )}
          </Group>
        ))}
      </Stack>
      {isMoving && (
        <Progress value={(100 * progress.done) / progress.total!} mt="md" aria-label={t(`checking.${progress.step}`)} />
      )}
      <Group justify="space-between" mt="lg" gap="sm">
        <Text size="sm" c="dimmed">
          {Object.keys(states).length === 0 ? t('checking.queued') : t('checking.mayLeave')}
        </Text>
        <Button variant="default" size="xs" onClick={() => cancel.mutate()} loading={cancel.isPending}>
          {t('cancel', { ns: 'common' })}
        </Button>
      </Group>
      {cancel.isError && <ProblemAlert error={cancel.error} />}
    </Paper>
  );
}

type Headway = NonNullable<Checking['progress']>;

const fetchedText = ({ done, total }: Headway) => (total === null ? bytes(done) : `${bytes(done)} / ${bytes(total)}`);
const readText = ({ done, total }: Headway) => (total === null ? count(done) : `${count(done)} / ${count(total)}`);

function StepSign({ state }: { state: Checking['states'][Step] }) {
  if (state && !state.done)
    return (
      <ThemeIcon variant="transparent" aria-hidden>
        <Loader size={18} />
      </ThemeIcon>
    );
  return (
    <ThemeIcon variant={state ? 'light' : 'transparent'} color={state ? undefined : 'gray'} radius="xl" aria-hidden>
      {state ? <IconCheck size={18} /> : <IconPoint size={18} />}
    </ThemeIcon>
  );
}
