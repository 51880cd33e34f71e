import { Badge, Card, Skeleton, Text } from '@mantine/core';
import { IconDownload, IconLock } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { Resource } from '#graft/api';
import { useModelWords } from '../../components/model-words';
import { NetworkPicture } from '../../components/network-picture';
import { bytes, count, short } from '../../format';
import classes from './card.module.css';

/** A model at a glance; all of it leads to its page. */
export function ModelCard({ model }: { model: Resource<'ModelResponse'> }) {
  const { t } = useTranslation('zoo');
  const words = useModelWords();
  const { ref, owner, name, title, summary, task, license, inputSize, parameters, downloads, outline } = model;
  return (
    <Card withBorder padding={0} className={classes.card}>
      <div className={classes.picture}>
        <NetworkPicture outline={outline} />
        {model.visibility === 'private' && (
          <Badge className={classes.mark} variant="default" leftSection={<IconLock size={11} aria-hidden />}>
            {t('private')}
          </Badge>
        )}
      </div>
      <div className={classes.text}>
        <Text size="xs" c="dimmed" truncate>
          {owner}/{name}
        </Text>
        <h2 className={classes.title}>
          <Link to={`/m/${ref}`} className={classes.link}>
            {title}
          </Link>
        </h2>
        <Text size="sm" c="dimmed" lineClamp={2} className={classes.summary}>
          {summary}
        </Text>
        <dl className={classes.facts}>
          <Fact name={t('card.task')}>{words.task(task)}</Fact>
          {inputSize.length > 0 && <Fact name={t('card.input')}>{t('pixels', { size: inputSize.join(' × ') })}</Fact>}
          <Fact name={t('card.parameters')}>{t('parameters', { count: parameters, short: short(parameters) })}</Fact>
          <Fact name={t('card.size')}>{bytes(model.bytes)}</Fact>
          {license !== null && <Fact name={t('card.license')}>{words.license(license)}</Fact>}
          <Fact name={t('card.downloads')}>
            <IconDownload size={12} aria-hidden /> {count(downloads)}
          </Fact>
        </dl>
      </div>
    </Card>
  );
}

/** Its name is read out; those who see it know it by its unit. */
export const Fact = ({ name, children }: { name: string; children: React.ReactNode }) => (
  <div className={classes.fact} title={name}>
    <dt className={classes.heard}>{name}</dt>
    <dd>{children}</dd>
  </div>
);

/** As high as a card. */
export const ModelCardSkeleton = () => (
  <Card withBorder padding={0} className={classes.card} aria-hidden>
    <Skeleton h={112} radius={0} />
    <div className={classes.text}>
      <Skeleton h={12} w="40%" mt={4} />
      <Skeleton h={18} w="80%" mt={9} />
      <Skeleton h={32} mt={12} />
      <Skeleton h={14} w="90%" mt={20} />
      <Skeleton h={14} w="60%" mt={10} />
    </div>
  </Card>
);
