import { Stack, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { Problem, type ProblemDetails } from '#graft/problems';
import { ProblemAlert } from '../../components/problem-alert';
import { adviceFor } from './run-state';

/** Why a run failed, and what to do about it. */
export function RunProblem({ problem }: { problem: ProblemDetails }) {
  const { t } = useTranslation('runs');
  return (
    <Stack gap="xs">
      <ProblemAlert error={Problem.from(problem)} />
      <Text size="sm">{t(`advice.${adviceFor(problem)}`)}</Text>
    </Stack>
  );
}
