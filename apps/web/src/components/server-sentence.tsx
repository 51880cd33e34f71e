import { useTranslation } from 'react-i18next';
import { wordsOf } from './server-sentences';

/** A sentence that the server made: in the reader's language if it is known there, else as it is, marked as English. */
export function ServerSentence({ text }: { text: string }) {
  const { i18n } = useTranslation();
  const sentences = i18n.getResourceBundle(i18n.language, 'sentences') as Record<string, string>;
  return wordsOf(text, sentences) ?? <span lang="en">{text}</span>;
}
