import { Alert, Button, Group, Text } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { Problem } from '#graft/problems';
import { ProblemValue } from './problem-alert/problem-value';

interface Props {
  error: unknown;
  /** Offers to try again. */
  onRetry?: () => void;
}

/**
 * What went wrong: a title in the reader's language, the server's own sentence, where in the input, what was received and
 * what is accepted.
 */
export function ProblemAlert({ error, onRetry }: Props) {
  const { t } = useTranslation();
  const titles: Partial<Record<string, string>> = t('problem.titles', { returnObjects: true });
  const problem = error instanceof Problem ? error : null;
  return (
    <Alert
      color="red"
      variant="light"
      icon={<IconAlertTriangle aria-hidden />}
      title={problem ? (titles[problem.type] ?? problem.title) : t('problem.title')}
      role="alert"
    >
      <Text size="sm" lang="en">
        {problem?.detail ?? String(error)}
      </Text>
      {(['where', 'received', 'accepted'] as const).map(
        (member) =>
          problem?.extras[member] !== undefined && (
            <Text key={member} size="sm" mt={4}>
              {t(`problem.${member}`)}: <ProblemValue value={problem.extras[member]} />
            </Text>
          ),
      )}
      {onRetry && (
        <Group mt="sm">
          <Button size="xs" variant="default" onClick={onRetry}>
            {t('retry')}
          </Button>
        </Group>
      )}
    </Alert>
  );
}
