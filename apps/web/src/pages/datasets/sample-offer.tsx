import { Button, Group, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { samplePicturesQuery, sampleQuery } from '../../api/datasets';
import { Thumbnail } from '../../components/thumbnail';
import classes from './sample-offer.module.css';

/** Offers the sample set to users without images of their own. */
export function SampleOffer() {
  const { t } = useTranslation('datasets');
  const { data: sample } = useQuery(sampleQuery);
  const { data: pictures } = useQuery(samplePicturesQuery);
  const oneEach = [...new Map(pictures?.items.map(({ label, image }) => [label, image]))];
  return (
    <>
      <Text size="sm" c="dimmed" mih={22}>
        {sample && t('sampleText', { images: sample.images, classes: sample.labels.length })}
      </Text>
      <Group mt="sm" justify="space-between" gap="md">
        <Group gap="xs" mih={48}>
          {oneEach.map(([label, image]) => (
            <div key={label} className={classes.picture}>
              <Thumbnail src={image} alt={label} />
            </div>
          ))}
        </Group>
        <Button component={Link} to="/fine-tune?images=sample" variant="light">
          {t('sampleTune')}
        </Button>
      </Group>
    </>
  );
}
