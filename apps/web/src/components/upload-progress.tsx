import { useTranslation } from 'react-i18next';
import type { Sent } from '../api/uploads';
import { bytes } from '../format';
import { TaskProgress } from './task-progress';

interface Props {
  /** Null before the first byte went. */
  progress: Sent | null;
  onCancel?: () => void;
}

/** How much of a file has been sent. */
export function UploadProgress({ progress, onCancel }: Props) {
  const { t } = useTranslation('datasets');
  return (
    <TaskProgress
      label={t('upload.sending')}
      share={progress && (progress.total === 0 ? 1 : progress.sent / progress.total)}
      detail={progress ? t('upload.sent', { sent: bytes(progress.sent), total: bytes(progress.total) }) : undefined}
      onCancel={onCancel}
    />
  );
}
