import { IconPlayerStop } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { Me } from '../../api/queries';
import { ExplainedButton } from '../../components/explained-button';
import { useCancelRun } from './queries';
import type { Run } from './run-state';
import { useRefusal } from './use-refusal';

/** Stops a run; it turns until the run has stopped. */
export function CancelRun({ run, me }: { run: Run; me: Me }) {
  const { t } = useTranslation('runs');
  const cancel = useCancelRun(run.id);
  return (
    <ExplainedButton
      variant="default"
      leftSection={<IconPlayerStop size={16} aria-hidden />}
      loading={cancel.isPending || cancel.isSuccess}
      blocked={useRefusal(me, 'train')}
      onClick={() => cancel.mutate()}
    >
      {t('actions.cancel')}
    </ExplainedButton>
  );
}
