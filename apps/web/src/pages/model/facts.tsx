import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { useModelWords } from '../../components/model-words';
import { ago, bytes, count, moment, percent, short } from '../../format';
import classes from './facts.module.css';
import { shapeText } from './layers';
import type { Model, Version } from './queries';

/** What is known of a version, at a glance. */
export function Facts({ model, version }: { model: Model; version: Version }) {
  const { t } = useTranslation('model');
  const words = useModelWords();
  const { network, license, formats, labels, lineage, metrics } = version;
  return (
    <dl className={classes.facts}>
      <Fact name={t('facts.task')}>{words.task(network.task)}</Fact>
      {network.architecture !== null && (
        <Fact name={t('facts.architecture')}>
          <Link to={`/?architecture=${network.architecture}`}>{network.architecture}</Link>
        </Fact>
      )}
      <Fact name={t('facts.input')}>{shapeText(network.inputShape)}</Fact>
      <Fact name={t('facts.parameters')}>
        <span title={count(network.parameters)}>{short(network.parameters)}</span>
      </Fact>
      <Fact name={t('facts.size')}>{bytes(version.bytes)}</Fact>
      {metrics?.accuracy !== undefined && <Fact name={t('facts.accuracy')}>{percent(metrics.accuracy)}</Fact>}
      {labels && <Fact name={t('facts.labels')}>{count(labels.length)}</Fact>}
      <Fact name={t('facts.license')}>{license === null ? t('facts.noLicense') : words.license(license)}</Fact>
      <Fact name={t('facts.format')}>{formats.map(words.format).join(', ')}</Fact>
      {lineage.base && (
        <Fact name={t('facts.base')}>
          <Link to={pageOf(lineage.base.ref)}>{lineage.base.ref}</Link>
        </Fact>
      )}
      {lineage.dataset && (
        <Fact name={t('facts.dataset')}>
          <Link to={`/datasets/${lineage.dataset.ref.replace('@', '?version=')}`}>{lineage.dataset.ref}</Link>
        </Fact>
      )}
      {lineage.run && (
        <Fact name={t('facts.run')}>
          <Link to={`/runs/${lineage.run}`}>{lineage.run.slice(0, 8)}</Link>
        </Fact>
      )}
      <Fact name={t('facts.downloads')}>{count(model.downloads)}</Fact>
      <Fact name={t('facts.published')}>
        <time dateTime={version.createdAt} title={moment(version.createdAt)}>
          {ago(version.createdAt)}
        </time>
      </Fact>
    </dl>
  );
}

/** `ada/pets@2` on its page. */
export const pageOf = (ref: string): string => `/m/${ref.replace('@', '?version=')}`;

const Fact = ({ name, children }: { name: string; children: React.ReactNode }) => (
  <div className={classes.fact}>
    <dt>{name}</dt>
    <dd>{children}</dd>
  </div>
);
