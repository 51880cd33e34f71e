import { Text } from '@mantine/core';
import { IconDatabase, IconPlant2, IconSeeding } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { Resource } from '#graft/api';
import { ago } from '../../format';
import { pageOf } from './facts';
import classes from './lineage.module.css';
import type { Version } from './queries';

type Family = Resource<'FamilyResponse'>;
type Relative = Resource<'RelativeResponse'>;

interface Props {
  family: Pick<Family, 'ancestors' | 'dataset'>;
  /** What grew from the version, as far as it was fetched. */
  offspring: Relative[];
  version: Version;
}

/** A tree from the first of the line, over the base, to this one and what grew from it. */
export function Lineage({ family: { ancestors, dataset }, offspring, version }: Props) {
  const { t } = useTranslation('model');
  const self = (
    <li className={classes.node}>
      <div className={classes.one} data-self>
        <IconSeeding size={18} aria-hidden />
        <div>
          <Text fw={650} size="sm">
            {version.ref} <span className={classes.note}>{t('lineage.self')}</span>
          </Text>
          {dataset && (
            <Text size="xs" c="dimmed" className={classes.dataset}>
              <IconDatabase size={13} aria-hidden />
              {t('lineage.dataset')}{' '}
              <Link to={`/datasets/${dataset.ref.replace('@', '?version=')}`}>{dataset.ref}</Link>
            </Text>
          )}
        </div>
      </div>
      {offspring.length > 0 ? (
        <ul className={classes.branch} aria-label={t('lineage.children')}>
          {offspring.map((child) => (
            <li key={child.ref} className={classes.node}>
              <Kin relative={child} />
            </li>
          ))}
        </ul>
      ) : (
        <Text size="sm" c="dimmed" className={classes.none}>
          {t('lineage.none')}
        </Text>
      )}
    </li>
  );
  // The nearest comes first; the tree is built from this one outwards.
  const tree = ancestors.reduce<ReactNode>(
    (inner, ancestor) => (
      <li className={classes.node}>
        <Kin relative={ancestor} />
        <ul className={classes.branch}>{inner}</ul>
      </li>
    ),
    self,
  );
  return <ul className={classes.tree}>{tree}</ul>;
}

function Kin({ relative: { ref, title, yanked, createdAt } }: { relative: Relative }) {
  const { t } = useTranslation('model');
  return (
    <div className={classes.one}>
      <IconPlant2 size={18} aria-hidden />
      <div>
        <Text size="sm" fw={500}>
          <Link to={pageOf(ref)}>{ref}</Link> {yanked && <span className={classes.note}>{t('yanked.short')}</span>}
        </Text>
        <Text size="xs" c="dimmed">
          {title} · {ago(createdAt)}
        </Text>
      </div>
    </div>
  );
}
