import { Skeleton } from '@mantine/core';
import { Evaluation } from '../../components/evaluation';
import { ProblemAlert } from '../../components/problem-alert';
import { type ModelName, useVersionEvaluation } from './queries';

/** How good the version is on images that its training never saw. */
export default function VersionEvaluation({ path, number }: { path: ModelName; number: number }) {
  const { data, error, refetch } = useVersionEvaluation(path, number);
  if (error) return <ProblemAlert error={error} onRetry={() => void refetch()} />;
  if (!data) return <Skeleton h={480} />;
  return <Evaluation evaluation={data} dataset={data.dataset} order={2} />;
}
