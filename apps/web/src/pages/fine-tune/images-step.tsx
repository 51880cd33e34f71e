import { Anchor, SegmentedControl, Stack, Text, TextInput } from '@mantine/core';
import type { Dispatch, SetStateAction } from 'react';
import { useTranslation } from 'react-i18next';
import { DatasetSource } from './images/dataset-source';
import type { Draft } from './images/image-draft';
import { OwnImages } from './images/own-images';
import { SampleSource } from './images/sample-source';
import { Step } from './step';

export const SOURCES = ['own', 'dataset', 'sample'] as const;
export type Source = (typeof SOURCES)[number];

interface Props {
  source: Source;
  onSource: (source: Source) => void;
  draft: Draft;
  onDraft: Dispatch<SetStateAction<Draft>>;
  /** `owner/name@version` */
  dataset: string | null;
  onDataset: (ref: string) => void;
  /** Of the data set that the images become. */
  name: string;
  onName: (name: string) => void;
  /** What the name means for one that is there already. */
  nameHint: string;
}

/** What the model is to tell apart, by examples. */
export function ImagesStep({ source, onSource, draft, onDraft, dataset, onDataset, name, onName, nameHint }: Props) {
  const { t } = useTranslation('fineTune');
  const isEmpty = draft.classes.length === 0 && !draft.zip;
  return (
    <Step number={2} title={t('images.title')} hint={t('images.hint')}>
      <Stack gap="md">
        <SegmentedControl
          value={source}
          onChange={(value) => onSource(value)}
          aria-label={t('images.source')}
          data={SOURCES.map((value) => ({ value, label: t(`images.sources.${value}`) }))}
          fullWidth
        />
        {source === 'own' && (
          <>
            <OwnImages draft={draft} onChange={onDraft} />
            {isEmpty ? (
              <Text size="sm" ta="center">
                {t('images.noneAtHand')}{' '}
                <Anchor component="button" type="button" onClick={() => onSource('sample')} fw={600}>
                  {t('images.trySample')}
                </Anchor>
              </Text>
            ) : (
              <TextInput
                label={t('images.name')}
                description={nameHint}
                value={name}
                onChange={({ currentTarget }) => onName(currentTarget.value)}
                maw={420}
                inputWrapperOrder={['label', 'input', 'description']}
              />
            )}
          </>
        )}
        {source === 'dataset' && <DatasetSource value={dataset} onChange={onDataset} />}
        {source === 'sample' && <SampleSource />}
      </Stack>
    </Step>
  );
}
