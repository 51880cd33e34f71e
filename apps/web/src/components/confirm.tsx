import { Button, Group, Modal, Stack } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { ExplainedButton } from './explained-button';
import { ProblemAlert } from './problem-alert';

interface Props {
  opened: boolean;
  onClose: () => void;
  /** A question, e.g. `Delete ada/pets?` */
  title: string;
  /** What follows, in plain words, and whatever has to be filled in. */
  children: ReactNode;
  /** On the button, e.g. `Delete` */
  action: string;
  /** The dialog waits for it, closes once it is done, and shows why where it fails. */
  onConfirm: () => Promise<unknown>;
  /** Why it cannot be confirmed as it stands. */
  blocked?: string;
  /** Where nothing is lost. */
  harmless?: boolean;
}

/** Asks before something that others notice or that cannot be taken back. */
export function Confirm({ opened, onClose, title, children, action, onConfirm, blocked, harmless = false }: Props) {
  const { t } = useTranslation();
  const confirm = useMutation({ mutationFn: onConfirm, onSuccess: () => close() });
  const close = () => {
    confirm.reset();
    onClose();
  };
  return (
    <Modal opened={opened} onClose={close} title={title} centered closeButtonProps={{ 'aria-label': t('close') }}>
      <Stack gap="md">
        {children}
        {confirm.isError && <ProblemAlert error={confirm.error} />}
        <Group justify="end" gap="xs">
          <Button variant="default" onClick={close} data-autofocus>
            {t('cancel')}
          </Button>
          <ExplainedButton
            color={harmless ? undefined : 'red.9'}
            loading={confirm.isPending}
            blocked={blocked}
            onClick={() => confirm.mutate()}
          >
            {action}
          </ExplainedButton>
        </Group>
      </Stack>
    </Modal>
  );
}
