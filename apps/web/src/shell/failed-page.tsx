import { Container } from '@mantine/core';
import { useRouteError } from 'react-router';
import { ProblemAlert } from '../components/problem-alert';

/** A page that could not be drawn or fetched; a reload fetches it again. */
export function FailedPage() {
  return (
    <Container size="sm" py="xl">
      <ProblemAlert error={useRouteError()} onRetry={() => location.reload()} />
    </Container>
  );
}
