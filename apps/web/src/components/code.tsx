import { ActionIcon, CopyButton } from '@mantine/core';
import { IconCheck, IconCopy } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import classes from './code.module.css';

interface Props {
  children: string;
  /** The language, for screen readers, e.g. `Python`. */
  label: string;
}

/** Code as it is, with a button that copies all of it. */
export function Code({ children, label }: Props) {
  const { t } = useTranslation();
  return (
    <div className={classes.frame}>
      {/* Scrolls sideways, by keyboard too. */}
      <pre className={classes.code} tabIndex={0} role="region" aria-label={label}>
        <code>{children}</code>
      </pre>
      <CopyButton value={children}>
        {({ copied, copy }) => (
          <ActionIcon
            className={classes.copy}
            variant="default"
            onClick={copy}
            aria-label={copied ? t('copied') : t('copy')}
            title={copied ? t('copied') : t('copy')}
          >
            {copied ? <IconCheck size={16} aria-hidden /> : <IconCopy size={16} aria-hidden />}
          </ActionIcon>
        )}
      </CopyButton>
    </div>
  );
}
