import { Anchor, ScrollArea, Typography } from '@mantine/core';
import { createElement } from 'react';
import ReactMarkdown, { type Components } from 'react-markdown';
import remarkGfm from 'remark-gfm';
import classes from './markdown.module.css';

interface Props {
  children: string;
  /** What level the text's first heading has on the page. */
  from?: 2 | 3 | 4;
}

/**
 * Untrusted Markdown: HTML in it is left out, links are followed without a word about where from, and pictures that
 * lie elsewhere are named instead of fetched. It is large: a page that does not show some at once imports it lazily.
 */
export default function Markdown({ children, from = 2 }: Props) {
  return (
    <Typography className={classes.text}>
      <ReactMarkdown remarkPlugins={[remarkGfm]} skipHtml components={{ ...headings(from), ...parts }}>
        {children}
      </ReactMarkdown>
    </Typography>
  );
}

const parts: Components = {
  a: ({ href, children }) => (
    <Anchor href={href} rel="noopener noreferrer nofollow" inherit underline="always">
      {children}
    </Anchor>
  ),
  img: ({ src, alt }) => (
    <Anchor href={src} rel="noopener noreferrer nofollow" inherit underline="always">
      {alt || src}
    </Anchor>
  ),
  table: ({ children }) => (
    <ScrollArea type="auto" viewportProps={{ tabIndex: 0 }}>
      <table>{children}</table>
    </ScrollArea>
  ),
  // A header without text says nothing; the corner of a matrix is one.
  th: ({ children, style }) => (children ? <th style={style}>{children}</th> : <td style={style} />),
  pre: ({ children }) => <pre tabIndex={0}>{children}</pre>,
};

/** `#` becomes the first level that is free on the page, and those below it follow. */
function headings(from: number): Components {
  const levels = [1, 2, 3, 4, 5, 6].map((level) => [
    `h${level}`,
    ({ children }: { children?: React.ReactNode }) =>
      createElement(`h${Math.min(6, level + from - 1)}`, { 'data-level': level }, children),
  ]);
  return Object.fromEntries(levels) as Components;
}
