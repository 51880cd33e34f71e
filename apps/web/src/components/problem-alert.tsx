import { Alert, Button, Code, Group, Text } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { Problem } from '#graft/problems';

interface Props {
  error: unknown;
  /** Offers to try again. */
  onRetry?: () => void;
}

/** What went wrong: the server's own sentence, where in the input, what was received and what is accepted. */
export function ProblemAlert({ error, onRetry }: Props) {
  const { t } = useTranslation();
  const problem = error instanceof Problem ? error : null;
  return (
    <Alert
      color="red"
      variant="light"
      icon={<IconAlertTriangle aria-hidden />}
      title={problem?.title ?? t('problem.title')}
      role="alert"
    >
      <Text size="sm">{problem?.detail ?? String(error)}</Text>
      {(['where', 'received', 'accepted'] as const).map(
        (member) =>
          problem?.extras[member] !== undefined && (
            <Text key={member} size="sm" mt={4}>
              {t(`problem.${member}`)}: <Code>{printed(problem.extras[member])}</Code>
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

function printed(value: unknown): string {
  if (typeof value === 'string') return value;
  return Array.isArray(value) ? value.map(printed).join(', ') : JSON.stringify(value);
}
