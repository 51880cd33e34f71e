import { AppShell, Burger, Button, Drawer, Group, Stack } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { Suspense, useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, Outlet, ScrollRestoration, useLocation } from 'react-router';
import { AccountMenu } from './account-menu';
import { Greeting } from './greeting';
import { Logo } from './logo';
import { PageLinks } from './page-links';
import { PreferencesMenu } from './preferences-menu';
import classes from './shell.module.css';

/** What is around every page: the way to the others, the account, the preferences. */
export function Shell() {
  const { t } = useTranslation();
  const [open, menu] = useDisclosure();
  const content = useRef<HTMLElement>(null);
  useNewPage(() => {
    menu.close();
    content.current?.focus();
  });
  return (
    <AppShell header={{ height: 60 }}>
      <a href="#content" className={classes.skip}>
        {t('toContent')}
      </a>
      <AppShell.Header className={classes.header}>
        <Group h="100%" px="md" gap="sm" wrap="nowrap">
          <Burger opened={open} onClick={menu.toggle} hiddenFrom="sm" size="sm" aria-label={t('menu')} />
          <Link to="/" className={classes.brand}>
            <Logo />
            Graft
          </Link>
          <Group component="nav" aria-label={t('nav.label')} gap={4} visibleFrom="sm" flex={1} ml="md">
            <PageLinks />
          </Group>
          <Group gap={4} ml="auto" wrap="nowrap">
            <Button component={Link} to="/fine-tune" size="xs" visibleFrom="xs" mr="xs">
              {t('nav.fineTune')}
            </Button>
            <PreferencesMenu />
            <AccountMenu />
          </Group>
        </Group>
      </AppShell.Header>
      <Drawer opened={open} onClose={menu.close} size="xs" title={t('menu')} hiddenFrom="sm">
        <Stack component="nav" aria-label={t('nav.label')} gap="xs">
          <PageLinks />
        </Stack>
      </Drawer>
      <AppShell.Main id="content" ref={content} tabIndex={-1} className={classes.content}>
        <Suspense>
          <Outlet />
        </Suspense>
      </AppShell.Main>
      <Greeting />
      <ScrollRestoration />
    </AppShell>
  );
}

/** Moves the focus to the top of a new page, for screen readers and keyboards; not on the first page. */
function useNewPage(arrive: () => void): void {
  const { pathname } = useLocation();
  const before = useRef(pathname);
  useEffect(() => {
    if (before.current === pathname) return;
    before.current = pathname;
    arrive();
  });
}
