import { List, Stack, Text, Title } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Problem, type ProblemDetails } from '#graft/problems';
import { EmptyState } from '../../components/empty-state';
import { ProblemAlert } from '../../components/problem-alert';
import { IconPlayerStop } from '@tabler/icons-react';
import { adviceFor } from './advice';
import { ArchitectureForm } from './architecture-form';
import type { Import } from './import';

interface Props {
  found: Import;
  onStarted: (importId: string) => void;
  /** The way back to the beginning. */
  another: ReactNode;
}

/** Why a model was not read, and what can be done about it. */
export function Refusal({ found, onStarted, another }: Props) {
  const { t } = useTranslation('publish');
  if (found.status === 'cancelled')
    return (
      <EmptyState icon={<IconPlayerStop />} title={t('refusal.cancelled')} text={t('refusal.nothingKept')}>
        {another}
      </EmptyState>
    );
  const problem = Problem.from(found.problem as unknown as ProblemDetails);
  const advice = adviceFor(problem);
  return (
    <Stack gap="lg">
      <ProblemAlert error={problem} />
      {advice === 'architecture' ? (
        <ArchitectureForm found={found} onStarted={onStarted} />
      ) : (
        <div>
          <Title order={2} size="h4" mb="xs">
            {t('refusal.whatToDo')}
          </Title>
          <List spacing={6}>
            {t(`refusal.advice.${advice}`, { returnObjects: true }).map((sentence) => (
              <List.Item key={sentence}>{sentence}</List.Item>
            ))}
          </List>
        </div>
      )}
      <Text size="sm" c="dimmed">
        {t('refusal.nothingKept')}
      </Text>
      {another}
    </Stack>
  );
}
