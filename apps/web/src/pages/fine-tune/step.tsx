import { Group, Paper, Text, Title } from '@mantine/core';
import type { ReactNode } from 'react';
import classes from './step.module.css';

interface Props {
  number: number;
  title: string;
  hint?: ReactNode;
  children: ReactNode;
}

/** One of the steps of the page, which all are there at once. */
export function Step({ number, title, hint, children }: Props) {
  const id = `step-${number}`;
  return (
    <Paper withBorder component="section" aria-labelledby={id} className={classes.step}>
      <Group gap="sm" wrap="nowrap" align="start" mb="md">
        <span className={classes.number} aria-hidden>
          {number}
        </span>
        <div>
          <Title order={2} size="h4" id={id} lh="28px">
            {title}
          </Title>
          {hint !== undefined && (
            <Text size="sm" c="dimmed">
              {hint}
            </Text>
          )}
        </div>
      </Group>
      {children}
    </Paper>
  );
}
