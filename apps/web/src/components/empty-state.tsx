import { Stack, Text, ThemeIcon, Title } from '@mantine/core';
import type { ReactNode } from 'react';

interface Props {
  icon: ReactNode;
  title: string;
  text: ReactNode;
  /** Level of the title's heading: 1 where this is all there is on the page. */
  order?: 1 | 2 | 3;
  /** What to do about it. */
  children?: ReactNode;
}

/** Nothing to show, why, and what to do about it. */
export function EmptyState({ icon, title, text, order = 2, children }: Props) {
  return (
    <Stack align="center" py={64} gap="xs" ta="center">
      <ThemeIcon size={56} radius="xl" variant="light" aria-hidden>
        {icon}
      </ThemeIcon>
      <Title order={order} size="h4" mt="xs">
        {title}
      </Title>
      <Text c="dimmed" maw="46ch">
        {text}
      </Text>
      {children}
    </Stack>
  );
}
