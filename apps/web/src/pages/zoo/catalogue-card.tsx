import { Badge, Card, Text } from '@mantine/core';
import { IconCloudDownload } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { useModelWords } from '../../components/model-words';
import { NetworkPicture } from '../../components/network-picture';
import { short } from '../../format';
import classes from './card.module.css';
import type { CatalogueEntry } from './catalogue-search';
import { Fact } from './model-card';

/** A model on the public web, and the way to take it in: nothing of it is here yet. */
export function CatalogueCard({ entry }: { entry: CatalogueEntry }) {
  const { t } = useTranslation('zoo');
  const words = useModelWords();
  const { title, url, application, task, license, inputSize, parameters, format, source, outline } = entry;
  return (
    <Card withBorder padding={0} className={classes.card} data-elsewhere>
      <div className={classes.picture}>
        <NetworkPicture outline={outline} />
        <Badge className={classes.mark} variant="default" leftSection={<IconCloudDownload size={12} aria-hidden />}>
          {t('importable')}
        </Badge>
      </div>
      <div className={classes.text}>
        <Text size="xs" c="dimmed" truncate>
          {application}
        </Text>
        <h2 className={classes.title}>
          <Link to={`/publish?url=${encodeURIComponent(url)}`} className={classes.link}>
            {title}
          </Link>
        </h2>
        <Text size="sm" c="dimmed" lineClamp={2} className={classes.summary}>
          {t('importText', { host: new URL(source).hostname })}
        </Text>
        <dl className={classes.facts}>
          <Fact name={t('card.task')}>{words.task(task)}</Fact>
          <Fact name={t('card.input')}>{t('pixels', { size: inputSize.join(' × ') })}</Fact>
          <Fact name={t('card.parameters')}>{t('parameters', { count: parameters, short: short(parameters) })}</Fact>
          <Fact name={t('card.format')}>{words.format(format)}</Fact>
          <Fact name={t('card.license')}>{license === null ? t('noLicense') : words.license(license)}</Fact>
        </dl>
      </div>
    </Card>
  );
}
