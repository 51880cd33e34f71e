import { Badge, Group, Skeleton, Title } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import Markdown from '../../components/markdown';
import { ProblemAlert } from '../../components/problem-alert';
import { TryIt } from '../../components/try-it';
import { Facts } from './facts';
import classes from './overview.module.css';
import { type Model, type ModelName, useCard, type Version } from './queries';

/** The card, and beside it the model to try and what is known of it. */
export function Overview({ path, model, version }: { path: ModelName; model: Model; version: Version }) {
  const { t } = useTranslation('model');
  const classifies = version.labels !== null;
  return (
    <div className={classes.columns}>
      <aside className={classes.side}>
        {classifies && (
          <section className={classes.panel} aria-labelledby="try-it">
            <Title order={2} size="h4" id="try-it" mb="sm">
              {t('tryIt.title')}
            </Title>
            <TryIt
              key={version.digest}
              target={{ model: `${path.owner}/${path.name}@${version.number}` }}
              labels={version.labels}
            />
          </section>
        )}
        <section className={classes.panel} aria-labelledby="facts">
          <Title order={2} size="h4" id="facts" mb="sm">
            {t('facts.title')}
          </Title>
          <Facts model={model} version={version} />
          {version.tags.length > 0 && (
            <Group component="ul" gap={6} mt="md" className={classes.tags} aria-label={t('facts.tags')}>
              {version.tags.map((tag) => (
                <li key={tag}>
                  <Badge
                    component={Link}
                    to={`/?tag=${encodeURIComponent(tag)}`}
                    variant="light"
                    tt="none"
                    fw={500}
                    className={classes.tag}
                  >
                    {tag}
                  </Badge>
                </li>
              ))}
            </Group>
          )}
        </section>
      </aside>
      <article className={classes.card}>
        <ModelCard path={path} version={version} />
      </article>
    </div>
  );
}

function ModelCard({ path, version }: { path: ModelName; version: Version }) {
  const { t } = useTranslation('model');
  const { data, error, refetch } = useCard(path, version.number);
  if (error) return <ProblemAlert error={error} onRetry={() => void refetch()} />;
  const text = data && withoutTitle(data.body, version.title);
  if (text === '') return <p>{t('noCard')}</p>;
  return text ? <Markdown>{text}</Markdown> : <CardSkeleton />;
}

const CardSkeleton = () =>
  [90, 100, 70, 0, 95, 85, 60].map((width, index) => <Skeleton key={index} h={14} w={`${width}%`} mb={12} />);

/** The title stands above the page already. */
function withoutTitle(body: string, title: string): string {
  const [first = '', ...rest] = body.trim().split('\n');
  return first.replace(/^#\s+/, '').trim() === title ? rest.join('\n').trim() : body.trim();
}
