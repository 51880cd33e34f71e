import { Button, Group, Select, Stack, TagsInput, Text } from '@mantine/core';
import { IconRocket } from '@tabler/icons-react';
import { type FormEvent, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Me } from '../api/queries';
import { licenses } from './licenses';
import { ProblemAlert } from './problem-alert';
import { CardEditor } from './publish-form/card-editor';
import { type Card, cardText, emptyCard, licenseIn, retitled, tagsIn } from './publish-form/card-text';
import { NameFields } from './publish-form/name-fields';
import { NAME } from './publish-form/model-name';
import { useModelNamed } from './publish-form/queries';
import { type Visibility, VisibilityChoice } from './publish-form/visibility-choice';

/** As `POST /imports/{id}/publish` and `POST /runs/{id}/publish` take it. */
export interface Publication {
  /** `owner/name` */
  name: string;
  visibility: Visibility;
  /** With licence and tags in its front matter. */
  card: string;
}

interface Props {
  me: Me;
  /** What the form begins with; another `key` begins again. */
  initial?: {
    /** `owner/name`, or a name alone. */
    name?: string;
    card?: Card;
  };
  onPublish: (publication: Publication) => void;
  pending: boolean;
  /** Why the last attempt failed. */
  error: unknown;
}

/** Asks under what name, for whom, on what terms and with what card a model goes into the zoo. */
export function PublishForm({ me, initial = {}, onPublish, pending, error }: Props) {
  const { t } = useTranslation('publish');
  const form = useRef<HTMLFormElement>(null);
  const [[owner, name], setName] = useState(() => parts(initial.name, me));
  const [chosen, setVisibility] = useState<Visibility | null>(null);
  const [{ frontMatter, body }, setCard] = useState(initial.card ?? emptyCard);
  const [license, setLicense] = useState(licenseIn({ frontMatter, body }));
  const [tags, setTags] = useState(tagsIn({ frontMatter, body }));
  const [tried, setTried] = useState(false);

  const isNamed = NAME.test(owner) && NAME.test(name);
  const before = useModelNamed(isNamed ? { owner, name } : null);
  const visibility = before?.visibility ?? chosen;
  const complete = isNamed && visibility !== null && license !== null;

  const rename = (owner: string, next: string) => {
    setName([owner, next]);
    setCard((card) => ({ ...card, body: retitled(card.body, name, next) }));
  };
  const publish = (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    if (complete)
      onPublish({
        name: `${owner}/${name}`,
        visibility,
        card: cardText({ frontMatter: { ...frontMatter, license, tags }, body }),
      });
    else requestAnimationFrame(() => form.current?.querySelector<HTMLElement>('[aria-invalid=true]')?.focus());
  };

  return (
    <form ref={form} onSubmit={publish} noValidate>
      <Stack gap="lg">
        <NameFields me={me} owner={owner} name={name} onChange={rename} before={before} tried={tried} />
        <VisibilityChoice value={visibility} onChange={setVisibility} settled={before !== null} tried={tried} />
        <Group align="start" grow preventGrowOverflow={false} gap="md">
          <Select
            label={t('form.license')}
            description={t('form.licenseHint')}
            placeholder={t('form.choose')}
            data={licenseChoices(license, t('form.otherLicense'))}
            value={license}
            onChange={setLicense}
            error={tried && license === null && t('form.licenseMissing')}
            required
            searchable
            miw={220}
          />
          <TagsInput
            label={t('form.tags')}
            description={t('form.tagsHint')}
            value={tags}
            onChange={setTags}
            maxTags={50}
            maxLength={100}
            clearable
            miw={220}
          />
        </Group>
        <CardEditor body={body} onChange={(body) => setCard({ frontMatter, body })} />
        {error !== null && error !== undefined && <ProblemAlert error={error} />}
        <Group gap="md">
          <Button type="submit" size="md" loading={pending} leftSection={<IconRocket size={18} aria-hidden />}>
            {before ? t('form.publishFurther') : t('form.publish')}
          </Button>
          {tried && !complete && (
            <Text size="sm" c="var(--mantine-color-error)" role="status">
              {t('form.incomplete')}
            </Text>
          )}
        </Group>
      </Stack>
    </form>
  );
}

function parts(proposed: string | undefined, me: Me): [owner: string, name: string] {
  const own = me.namespaces.includes(me.name) ? me.name : (me.namespaces[0] ?? '');
  const [first = '', second] = (proposed ?? '').split('/');
  return second === undefined ? [own, first] : [me.namespaces.includes(first) ? first : own, second];
}

function licenseChoices(current: string | null, other: string): { value: string; label: string }[] {
  const known = Object.entries({ ...licenses, other }).map(([value, label]) => ({ value, label }));
  return current === null || known.some(({ value }) => value === current)
    ? known
    : [{ value: current, label: current }, ...known];
}
