import i18next from 'i18next';
import { initReactI18next } from 'react-i18next';
import type english from './locales/en';

declare module 'i18next' {
  interface CustomTypeOptions {
    defaultNS: 'common';
    resources: typeof english;
  }
}

export const languages = ['en', 'fr'] as const;
export type Language = (typeof languages)[number];

const CHOICE = 'graft-language';

const locales: Record<Language, () => Promise<{ default: typeof english }>> = {
  en: () => import('./locales/en'),
  fr: () => import('./locales/fr'),
};

/** The one chosen before, else the first of the browser's that the page speaks. */
function languageOfReader(): Language {
  const wanted = [localStorage.getItem(CHOICE), ...navigator.languages].map((tag) => tag?.slice(0, 2));
  return (
    languages.find((language) => wanted.find((tag) => languages.some((known) => known === tag)) === language) ?? 'en'
  );
}

/** Loads the texts of the reader's language, and no other's. */
export async function startTranslations(): Promise<void> {
  const language = languageOfReader();
  const { default: texts } = await locales[language]();
  await i18next.use(initReactI18next).init({
    lng: language,
    defaultNS: 'common',
    resources: { [language]: texts },
    interpolation: { escapeValue: false }, // React escapes
  });
  document.documentElement.lang = language;
}

export async function chooseLanguage(language: Language): Promise<void> {
  localStorage.setItem(CHOICE, language);
  const { default: texts } = await locales[language]();
  for (const [namespace, resources] of Object.entries(texts)) i18next.addResourceBundle(language, namespace, resources);
  await i18next.changeLanguage(language);
  document.documentElement.lang = language;
}
