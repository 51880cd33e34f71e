import { Loader } from '@mantine/core';
import { IconCheck, IconClock, IconPlayerStop, IconX } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Resource } from '#graft/api';
import classes from './run-status-badge.module.css';

type Status = Resource<'RunResponse'>['status'];

const icons: Record<Status, ReactNode> = {
  queued: <IconClock size={14} aria-hidden />,
  running: <Loader size={12} color="currentColor" aria-hidden />,
  succeeded: <IconCheck size={14} aria-hidden />,
  failed: <IconX size={14} aria-hidden />,
  cancelled: <IconPlayerStop size={14} aria-hidden />,
};

/** How a run stands, in a word. */
export function RunStatusBadge({ status }: { status: Status }) {
  const { t } = useTranslation('runs');
  return (
    <span className={classes.badge} data-status={status}>
      {icons[status]}
      {t(`status.${status}`)}
    </span>
  );
}
