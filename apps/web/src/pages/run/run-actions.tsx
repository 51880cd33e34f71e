import { Group } from '@mantine/core';
import type { Me } from '../../api/queries';
import { CancelRun } from './cancel-run';
import { DeleteRun } from './delete-run';
import { DownloadRun } from './download-run';
import { PublishRun } from './publish-run';
import type { LiveRun } from './queries';
import { ResumeRun } from './resume-run';
import { RunAgain } from './run-again';
import { hasEnded } from './run-state';

/** What can be done to a run as it stands. */
export function RunActions({ live, me }: { live: LiveRun; me: Me }) {
  const { run, status } = live;
  if (!hasEnded(status)) return <CancelRun run={run} me={me} />;
  if (status !== 'succeeded')
    return (
      <Group gap="xs">
        <ResumeRun run={run} me={me} />
        <RunAgain run={run} />
        <DeleteRun run={run} me={me} />
      </Group>
    );
  return (
    <Group gap="xs">
      <PublishRun run={run} me={me} />
      <DownloadRun run={run} />
      <RunAgain run={run} />
      <DeleteRun run={run} me={me} />
    </Group>
  );
}
