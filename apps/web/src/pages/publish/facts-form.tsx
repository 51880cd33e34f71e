import { Select, Stack, Textarea } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { type Facts, labelsFit, labelsIn, modesFor } from './facts';
import { PreprocessingExample } from './preprocessing-example';
import { PreprocessingFields } from './preprocessing-fields';
import { fittingLabels, type Preview, shapeText, takesImages, useLayers } from './preview';

interface Props {
  id: string;
  preview: Preview;
  facts: Facts;
  onChange: (facts: Facts) => void;
  tried: boolean;
}

/** How images become input, what the outputs are called and where the top begins: guessed where that is possible. */
export function FactsForm({ id, preview, facts, onChange, tried }: Props) {
  const { t } = useTranslation('publish');
  const { preprocessing, labels, top } = preview;
  const fitting = fittingLabels(preview);
  const named = labelsIn(facts).length;
  return (
    <Stack gap="lg">
      {takesImages(preview) && (
        <Select
          id="preprocessing"
          label={t('facts.preprocessing')}
          description={
            preprocessing ? t('facts.preprocessingFrom', { from: preprocessing.from }) : t('facts.preprocessingUnknown')
          }
          placeholder={t('form.choose')}
          data={[
            ...(preprocessing ? [{ value: 'found', label: t('facts.modes.found') }] : []),
            ...modesFor(preview).map((mode) => ({ value: mode, label: t(`facts.modes.${mode}`) })),
            { value: 'custom', label: t('facts.modes.custom') },
          ]}
          value={facts.preprocessing}
          onChange={(value) => onChange({ ...facts, preprocessing: value as Facts['preprocessing'] })}
          error={tried && facts.preprocessing === null && t('facts.preprocessingMissing')}
          allowDeselect={false}
          required
        />
      )}
      {takesImages(preview) && facts.preprocessing === 'custom' && (
        <PreprocessingFields settings={facts.custom} onChange={(custom) => onChange({ ...facts, custom })} />
      )}
      {takesImages(preview) && <PreprocessingExample id={id} facts={facts} />}
      <Textarea
        id="labels"
        label={t('facts.labels')}
        description={
          labels ? t('facts.labelsFrom', { from: labels.from }) : t('facts.labelsHint', { count: fitting.at(-1) ?? 0 })
        }
        value={facts.labels}
        onChange={(event) => onChange({ ...facts, labels: event.currentTarget.value })}
        error={!labelsFit(facts, preview) && t('facts.labelsWrong', { named, expected: fitting.join(' / ') })}
        placeholder={t('facts.labelsPlaceholder')}
        spellCheck={false}
        autosize
        minRows={3}
        maxRows={12}
      />
      <TopSelect id={id} found={top?.layer ?? null} value={facts.top} onChange={(top) => onChange({ ...facts, top })} />
    </Stack>
  );
}

interface TopProps {
  id: string;
  found: string | null;
  value: string | null;
  onChange: (layer: string | null) => void;
}

/** Layers whose output is a feature map that all above is computed from. */
function TopSelect({ id, found, value, onChange }: TopProps) {
  const { t } = useTranslation('publish');
  const { data } = useLayers(id);
  const layers = (data?.layers ?? []).filter(({ onSpine, outputShape }) => onSpine && outputShape.length === 3);
  const known = found !== null && !layers.some(({ name }) => name === found);
  if (data && layers.length === 0 && found === null) return null;
  return (
    <Select
      label={t('facts.top')}
      description={t('facts.topHint')}
      placeholder={t('facts.topNone')}
      data={[
        ...(known ? [{ value: found, label: found }] : []),
        ...layers.map(({ name, className, outputShape }) => ({
          value: name,
          label: `${name} · ${className} · ${shapeText(outputShape)}`,
        })),
      ].reverse()}
      value={value}
      onChange={onChange}
      searchable
      allowDeselect={found === null}
    />
  );
}
