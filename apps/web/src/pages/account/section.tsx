import { Group, Stack, Text, Title } from '@mantine/core';
import { type ReactNode, useId } from 'react';

interface Props {
  title: string;
  lead: string;
  action?: ReactNode;
  children: ReactNode;
}

/** A part of the account page. */
export function Section({ title, lead, action, children }: Props) {
  const id = useId();
  return (
    <Stack component="section" gap="sm" aria-labelledby={id}>
      <Group justify="space-between" align="end" gap="sm">
        <div>
          <Title order={2} size="h3" id={id}>
            {title}
          </Title>
          <Text size="sm" c="dimmed" maw="62ch">
            {lead}
          </Text>
        </div>
        {action}
      </Group>
      {children}
    </Stack>
  );
}
