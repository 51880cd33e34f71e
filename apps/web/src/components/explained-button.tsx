import { Button, type ButtonProps, Tooltip } from '@mantine/core';
import type { MouseEvent } from 'react';

interface Props extends ButtonProps {
  onClick: () => void;
  /** Why it cannot be done; the button can still be reached, to read it. */
  blocked?: string;
}

/** A button that says why it does nothing where that is so. */
export function ExplainedButton({ blocked, onClick, ...button }: Props) {
  const hold = (event: MouseEvent) => event.preventDefault();
  return (
    <Tooltip label={blocked} disabled={blocked === undefined} multiline maw={280} events={TOUCH}>
      <Button
        {...button}
        data-disabled={blocked !== undefined || undefined}
        aria-disabled={blocked !== undefined || undefined}
        aria-description={blocked}
        onClick={blocked === undefined ? onClick : hold}
      />
    </Tooltip>
  );
}

const TOUCH = { hover: true, focus: true, touch: true };
