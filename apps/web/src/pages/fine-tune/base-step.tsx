import { Anchor, Combobox, Input, InputBase, Loader, Text, useCombobox, VisuallyHidden } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { ProblemAlert } from '../../components/problem-alert';
import { short } from '../../format';
import { type Model, modelQuery, modelsQuery } from './queries';
import { Step } from './step';

interface Props {
  /** `owner/name`, or with a version behind; null for none yet. */
  value: string | null;
  onChange: (ref: string) => void;
}

/** Which model to start from. */
export function BaseStep({ value, onChange }: Props) {
  const { t } = useTranslation('fineTune');
  const [words, setWords] = useState('');
  const [asked] = useDebouncedValue(words.trim(), 200);
  const found = useQuery(modelsQuery(asked));
  const combobox = useCombobox({
    onDropdownClose: () => combobox.resetSelectedOption(),
    onDropdownOpen: () => combobox.focusSearchInput(),
  });
  const choose = (ref: string) => {
    onChange(ref);
    setWords('');
    combobox.closeDropdown();
  };
  return (
    <Step number={1} title={t('base.title')} hint={t('base.hint')}>
      <Combobox
        store={combobox}
        onOptionSubmit={choose}
        withinPortal={false}
        position="bottom-start"
        middlewares={STILL}
      >
        <Combobox.Target targetType="button">
          <InputBase
            component="button"
            type="button"
            pointer
            multiline
            rightSection={<Combobox.Chevron />}
            rightSectionPointerEvents="none"
            onClick={() => combobox.toggleDropdown()}
          >
            <VisuallyHidden>{t('base.title')}: </VisuallyHidden>
            {value === null ? <Input.Placeholder>{t('base.none')}</Input.Placeholder> : <Chosen refText={value} />}
          </InputBase>
        </Combobox.Target>
        <Combobox.Dropdown>
          <Combobox.Search
            value={words}
            onChange={({ currentTarget }) => setWords(currentTarget.value)}
            placeholder={t('base.search')}
            aria-label={t('base.search')}
            rightSection={found.isFetching && <Loader size={14} />}
          />
          <Combobox.Options mah={320} style={{ overflowY: 'auto' }}>
            {found.isError && <ProblemAlert error={found.error} />}
            {found.data?.items.length === 0 && <Combobox.Empty>{t('base.noneFound')}</Combobox.Empty>}
            {found.data?.items.map((model) => (
              <Combobox.Option key={model.ref} value={model.ref}>
                <Text size="sm" fw={600}>
                  {model.ref}
                </Text>
                <Facts model={model} />
              </Combobox.Option>
            ))}
          </Combobox.Options>
        </Combobox.Dropdown>
      </Combobox>
      {value !== null && (
        <Anchor component={Link} to={`/m/${value.split('@')[0]}`} size="sm" mt="xs" display="inline-block">
          {t('base.about')}
        </Anchor>
      )}
    </Step>
  );
}

/** The list stays below its button, so that what is below is not moved. */
const STILL = { flip: false, shift: true };

function Chosen({ refText }: { refText: string }) {
  const [owner = '', name = ''] = refText.split('@')[0]!.split('/');
  const { data } = useQuery(modelQuery(owner, name));
  return (
    <div>
      <Text fw={600} size="sm" component="span" display="block">
        {refText}
      </Text>
      {data ? (
        <Facts model={data} />
      ) : (
        <Text size="sm" c="dimmed" component="span" display="block">
          …
        </Text>
      )}
    </div>
  );
}

function Facts({ model: { title, ref, inputSize, parameters, task } }: { model: Model }) {
  const { t } = useTranslation('fineTune');
  const facts = [
    title !== ref && title,
    inputSize.length === 2 && t('base.pixels', { size: inputSize.join(' × ') }),
    t('base.parameters', { count: parameters, formatted: short(parameters) }),
    task,
  ];
  return (
    <Text size="sm" c="dimmed" component="span" display="block">
      {facts.filter(Boolean).join(' · ')}
    </Text>
  );
}
