import { Container, Group, Text, Title } from '@mantine/core';
import { type ReactNode, useEffect } from 'react';

interface Props {
  title: string;
  /** A sentence on what can be done here. */
  lead?: ReactNode;
  /** Buttons beside the title. */
  actions?: ReactNode;
  /** Width of the content; `md` for forms and texts, `xl` for lists. */
  size?: 'sm' | 'md' | 'lg' | 'xl';
  children: ReactNode;
}

/** The frame of every page: its title in the window and above the content. */
export function Page({ title, lead, actions, size = 'xl', children }: Props) {
  useEffect(() => {
    document.title = `${title} · Graft`;
  }, [title]);
  return (
    <Container size={size} py="lg">
      <Group justify="space-between" align="start" mb="lg" gap="md">
        <div>
          <Title order={1} size="h2">
            {title}
          </Title>
          {lead !== undefined && (
            <Text c="dimmed" mt={4} maw="65ch">
              {lead}
            </Text>
          )}
        </div>
        {actions !== undefined && <Group gap="xs">{actions}</Group>}
      </Group>
      {children}
    </Container>
  );
}
