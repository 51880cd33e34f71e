import { useTranslation } from 'react-i18next';
import { TaskProgress } from '../../components/task-progress';
import { UploadProgress } from '../../components/upload-progress';
import { count } from '../../format';
import type { Stage } from './bring-images';

/** How far the images have come. */
export function StageProgress({ stage, onCancel }: { stage: Stage; onCancel: () => void }) {
  const { t } = useTranslation('fineTune');
  switch (stage.kind) {
    case 'packing':
      return <TaskProgress label={t('stage.packing')} share={null} onCancel={onCancel} />;
    case 'sending':
      return <UploadProgress progress={stage.progress} onCancel={onCancel} />;
    case 'arriving': {
      const { progress } = stage;
      return (
        <TaskProgress
          label={t('stage.arriving')}
          share={progress && progress.done / progress.total}
          detail={
            progress ? t('stage.arrived', { done: count(progress.done), total: count(progress.total) }) : undefined
          }
          onCancel={onCancel}
        />
      );
    }
    case 'starting':
      return <TaskProgress label={t('stage.starting')} share={null} />;
  }
}
