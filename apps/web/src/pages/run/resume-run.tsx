import { IconPlayerPlay } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { Me } from '../../api/queries';
import { ExplainedButton } from '../../components/explained-button';
import { useResumeRun } from './queries';
import type { Run } from './run-state';
import { useRefusal } from './use-refusal';

/** Goes on with a run from its last checkpoint. */
export function ResumeRun({ run, me }: { run: Run; me: Me }) {
  const { t } = useTranslation('runs');
  const resume = useResumeRun(run.id);
  return (
    <ExplainedButton
      leftSection={<IconPlayerPlay size={16} aria-hidden />}
      loading={resume.isPending}
      blocked={useRefusal(me, 'train')}
      onClick={() => resume.mutate()}
    >
      {t('actions.resume')}
    </ExplainedButton>
  );
}
