import { Checkbox, Skeleton, UnstyledButton } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { count as counted } from '../../format';
import classes from './facet-group.module.css';
import type { Facet } from './search-state';

const SHOWN = 6;

interface Props {
  facet: Facet;
  values: { value: string; count: number }[];
  chosen: string[];
  wordOf: (value: string) => string;
  onToggle: (value: string) => void;
}

/** One facet: its most frequent values, more where they are asked for. Nothing where there is nothing to choose. */
export function FacetGroup({ facet, values, chosen, wordOf, onToggle }: Props) {
  const { t } = useTranslation('zoo');
  const [all, setAll] = useState(false);
  if (values.length === 0) return null;
  const shown = values.filter(({ value }, index) => all || index < SHOWN || chosen.includes(value));
  return (
    <fieldset className={classes.group}>
      <legend className={classes.name}>{t(`facets.${facet}`)}</legend>
      {shown.map(({ value, count }) => (
        <Checkbox
          key={value}
          size="xs"
          checked={chosen.includes(value)}
          onChange={() => onToggle(value)}
          classNames={{ root: classes.value, body: classes.body, labelWrapper: classes.label }}
          label={
            <>
              <span className={classes.word} title={wordOf(value)}>
                {wordOf(value)}
              </span>
              <span className={classes.count}>{counted(count)}</span>
            </>
          }
        />
      ))}
      {values.length > SHOWN && (
        <UnstyledButton className={classes.more} onClick={() => setAll(!all)} aria-expanded={all}>
          {all ? t('fewer') : t('moreValues', { count: values.length - SHOWN })}
        </UnstyledButton>
      )}
    </fieldset>
  );
}

export function FacetSkeleton({ facet }: { facet: Facet }) {
  const { t } = useTranslation('zoo');
  return (
    <div>
      <div className={classes.name}>{t(`facets.${facet}`)}</div>
      <Skeleton h={16} w="90%" my={8} />
      <Skeleton h={16} w="75%" my={8} />
    </div>
  );
}
