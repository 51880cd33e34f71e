import { Button, Group, Modal, Stack } from '@mantine/core';
import type { FormEvent, ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { ProblemAlert } from '../../components/problem-alert';

interface Props {
  opened: boolean;
  onClose: () => void;
  title: string;
  /** On the button, e.g. `Create` */
  action: string;
  /** What is made, where it has been asked for. */
  making: { isPending: boolean; error: unknown };
  onSubmit: () => void;
  /** The fields. */
  children: ReactNode;
}

/** A form in a dialog that makes something, and says why where it fails. */
export function MakeDialog({ opened, onClose, title, action, making, onSubmit, children }: Props) {
  const { t } = useTranslation();
  const submit = (event: FormEvent) => {
    event.preventDefault();
    onSubmit();
  };
  return (
    <Modal opened={opened} onClose={onClose} title={title} closeButtonProps={{ 'aria-label': t('close') }}>
      <Stack component="form" gap="md" onSubmit={submit}>
        {children}
        {making.error !== null && <ProblemAlert error={making.error} />}
        <Group justify="end">
          <Button type="submit" loading={making.isPending}>
            {action}
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}
