import { Button, Collapse, Group, Stack, Text } from '@mantine/core';
import { IconAdjustments, IconChevronDown, IconSparkles } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Advanced } from './recipe/advanced';
import type { Recipe, Settings } from './recipe/settings';
import { Step } from './step';

interface Props {
  base: string | null;
  settings: Settings;
  onSettings: (settings: Settings) => void;
  chosen: { recipe: Recipe; reasons: Readonly<Record<string, string>> } | undefined;
  advanced: boolean;
  onAdvanced: (open: boolean) => void;
  /** Why it cannot be begun as it stands; null if it can. */
  obstacle: string | null;
  onStart: () => void;
  isBusy: boolean;
  /** What is under way, or went wrong. */
  children: ReactNode;
}

/** The button that begins it, and how, for those who want to say. */
export function RecipeStep({
  base,
  settings,
  onSettings,
  chosen,
  advanced,
  onAdvanced,
  obstacle,
  onStart,
  isBusy,
  children,
}: Props) {
  const { t } = useTranslation('fineTune');
  const set = Object.keys(settings).length;
  return (
    <Step number={3} title={t('recipe.title')} hint={t('recipe.hint')}>
      <Stack gap="md">
        {children}
        <Group gap="md">
          <Button
            size="lg"
            onClick={onStart}
            disabled={obstacle !== null || isBusy}
            aria-describedby="why-not"
            leftSection={<IconSparkles size={20} aria-hidden />}
          >
            {t('recipe.start')}
          </Button>
          <Text size="sm" c="dimmed" id="why-not" role="status" flex={1} miw={200}>
            {isBusy ? '' : (obstacle ?? (set > 0 ? t('recipe.set', { count: set }) : t('recipe.ready')))}
          </Text>
        </Group>
        <div>
          <Button
            variant="subtle"
            color="gray"
            size="sm"
            aria-expanded={advanced}
            onClick={() => onAdvanced(!advanced)}
            leftSection={<IconAdjustments size={18} aria-hidden />}
            rightSection={
              <IconChevronDown size={16} aria-hidden style={advanced ? { transform: 'rotate(180deg)' } : undefined} />
            }
          >
            {t('recipe.advanced')}
          </Button>
        </div>
        <Collapse expanded={advanced} keepMounted={false}>
          <Advanced base={base} settings={settings} onChange={onSettings} chosen={chosen} />
        </Collapse>
      </Stack>
    </Step>
  );
}
