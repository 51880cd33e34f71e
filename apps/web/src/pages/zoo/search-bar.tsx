import { CloseButton, NativeSelect, TextInput } from '@mantine/core';
import { IconSearch } from '@tabler/icons-react';
import { type ReactNode, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import classes from './search-bar.module.css';
import { type SearchState, type Sort, SORTS } from './search-state';
import type { ChangeSearch } from './use-search-state';

/** Typing is over when nothing came for this long; a search takes about as long again. */
const PAUSE_MS = 180;

interface Props {
  state: SearchState;
  onChange: ChangeSearch;
  children: ReactNode;
}

/** Words to look for, as they are typed, and in what order to show what is found. */
export function SearchBar({ state, onChange, children }: Props) {
  const { t } = useTranslation('zoo');
  const { typed, setTyped, ask } = useTyped(state.query, (query) => onChange({ ...state, query }, { replace: true }));
  const best = state.query === '' ? 'updated' : 'relevance';
  const sorts: Sort[] = state.query === '' ? [...SORTS] : ['relevance', ...SORTS];
  return (
    <search className={classes.bar}>
      <TextInput
        type="search"
        className={classes.words}
        size="md"
        aria-label={t('search')}
        placeholder={t('searchPlaceholder')}
        value={typed}
        onChange={({ currentTarget }) => setTyped(currentTarget.value)}
        onBlur={ask}
        maxLength={200}
        leftSection={<IconSearch size={18} aria-hidden />}
        rightSection={typed !== '' && <CloseButton aria-label={t('clearSearch')} onClick={() => setTyped('')} />}
      />
      {children}
      <NativeSelect
        size="md"
        aria-label={t('sort')}
        value={state.sort ?? best}
        onChange={({ currentTarget }) => {
          const sort = currentTarget.value as Sort;
          onChange({ ...state, sort: sort === best ? null : sort });
        }}
        data={sorts.map((sort) => ({ value: sort, label: t(`sorts.${sort}`) }))}
      />
    </search>
  );
}

/**
 * The text in the field. The search follows when the user pauses or leaves the field. A click elsewhere wins over a
 * pending search, so that the page does not navigate back.
 */
function useTyped(current: string, settle: (typed: string) => void) {
  const [typed, setTyped] = useState(current);
  const asked = useRef(current);
  const ask = () => {
    if (typed === asked.current) return;
    asked.current = typed;
    settle(typed);
  };
  const pause = useRef(ask);
  useEffect(() => {
    pause.current = ask;
  });
  useEffect(() => {
    if (current === asked.current) return;
    asked.current = current; // another address: gone back, or a link
    setTyped(current);
  }, [current]);
  useEffect(() => {
    const timer = setTimeout(() => pause.current(), PAUSE_MS);
    return () => clearTimeout(timer);
  }, [typed]);
  return { typed, setTyped, ask };
}
