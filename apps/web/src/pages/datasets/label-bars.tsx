import { Skeleton, Text, UnstyledButton } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { labelsQuery, type VersionPath } from '../../api/datasets';
import { ProblemAlert } from '../../components/problem-alert';
import { count } from '../../format';
import classes from './label-bars.module.css';

interface Props {
  path: VersionPath;
  /** Of the whole version. */
  images: number;
  /** Null for all. */
  chosen: string | null;
  onChoose: (label: string | null) => void;
}

/** How many images each class has; one is chosen to look at. */
export function LabelBars({ path, images, chosen, onChoose }: Props) {
  const { t } = useTranslation('datasets');
  const labels = useQuery(labelsQuery(path));
  if (labels.isError) return <ProblemAlert error={labels.error} onRetry={() => void labels.refetch()} />;
  if (!labels.data) return <Skeleton h={240} />;
  const most = Math.max(...labels.data.items.map((each) => each.count));
  const bar = (label: string | null, name: string, number: number, share: number) => (
    <li key={label ?? ' '}>
      <UnstyledButton
        className={classes.label}
        aria-pressed={chosen === label}
        onClick={() => onChoose(chosen === label ? null : label)}
      >
        <span className={classes.text}>
          <Text size="sm" component="span" truncate fw={chosen === label ? 650 : 400}>
            {name}
          </Text>
          <Text size="sm" component="span" c="dimmed" className={classes.count}>
            {count(number)}
          </Text>
        </span>
        {label !== null && (
          <span className={classes.track}>
            <span className={classes.bar} style={{ width: `${100 * share}%` }} />
          </span>
        )}
      </UnstyledButton>
    </li>
  );
  return (
    <section aria-labelledby="labels">
      <Text size="sm" fw={600} id="labels" mb={4}>
        {t('labels')}
      </Text>
      <ul className={classes.labels}>
        {bar(null, t('allImages'), images, 1)}
        {labels.data.items.map((each) => bar(each.label, each.label, each.count, each.count / most))}
      </ul>
    </section>
  );
}
