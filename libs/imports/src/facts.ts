import { InvalidInput } from '#graft/problems';

/**
 * Names of a model's classes: a line each, or JSON with a list, `{"0": …}`, `{"id2label": …}` or `{"labels": […]}`
 * (Teachable Machine). Null if JSON says something else.
 * @throws InvalidInput for JSON that cannot be read.
 */
export function parseLabels(name: string, text: string): string[] | null {
  return name.endsWith('.json') ? labelsInJson(parseJson(name, text)) : labelsInLines(text);
}

/** Whether a text numbers its lines from 0, as the labels of Teachable Machine's Keras export are. */
export const isNumbered = (text: string): boolean => numberedLines(text) !== null;

function labelsInLines(text: string): string[] {
  return numberedLines(text) ?? linesOf(text);
}

function linesOf(text: string): string[] {
  const lines = text.split(/\r?\n/).map((line) => line.trim());
  return lines.filter((line) => line !== '');
}

/** What stands behind the numbers, if Teachable Machine's Keras export or Darknet numbered the lines. */
function numberedLines(text: string): string[] | null {
  const numbered = linesOf(text).map((line) => /^(\d+)[\s:,]\s*(.+)$/.exec(line));
  if (numbered.length === 0 || !numbered.every((match, index) => match && Number(match[1]) === index)) return null;
  return numbered.map((match) => match![2]!);
}

function labelsInJson(json: unknown): string[] | null {
  if (isTexts(json)) return json;
  if (typeof json !== 'object' || json === null) return null;
  const { labels, id2label } = json as { labels?: unknown; id2label?: unknown };
  if (labels !== undefined || id2label !== undefined) return labelsInJson(labels ?? id2label);
  const byIndex = Object.keys(json).map((_, index) => (json as Record<string, unknown>)[index]);
  return isTexts(byIndex) ? byIndex : null;
}

const isTexts = (value: unknown): value is string[] =>
  Array.isArray(value) && value.length > 0 && value.every((item) => typeof item === 'string');

/** SPDX identifiers in Hugging Face's spelling, by what only that licence's text says. */
const LICENSES: [RegExp, string][] = [
  [/Apache License,?\s+Version 2\.0/i, 'apache-2.0'],
  [/Permission is hereby granted, free of charge, to any person obtaining a copy/i, 'mit'],
  [/Mozilla Public License,?\s+Version 2\.0/i, 'mpl-2.0'],
  [/GNU AFFERO GENERAL PUBLIC LICENSE\s+Version 3/i, 'agpl-3.0'],
  [/GNU LESSER GENERAL PUBLIC LICENSE\s+Version 3/i, 'lgpl-3.0'],
  [/GNU GENERAL PUBLIC LICENSE\s+Version 3/i, 'gpl-3.0'],
  [/GNU GENERAL PUBLIC LICENSE\s+Version 2/i, 'gpl-2.0'],
  [/CC0 1\.0 Universal/i, 'cc0-1.0'],
  [/Attribution-NonCommercial-ShareAlike 4\.0/i, 'cc-by-nc-sa-4.0'],
  [/Attribution-NonCommercial 4\.0/i, 'cc-by-nc-4.0'],
  [/Attribution-ShareAlike 4\.0/i, 'cc-by-sa-4.0'],
  [/Attribution 4\.0 International/i, 'cc-by-4.0'],
  [/Redistribution and use in source and binary forms[\s\S]*Neither the name/i, 'bsd-3-clause'],
  [/Redistribution and use in source and binary forms/i, 'bsd-2-clause'],
  [/This is free and unencumbered software released into the public domain/i, 'unlicense'],
];

/** The licence that a text is, `other` for one that is none of the common ones. */
export function licenseOf(text: string): string {
  const plain = text.replace(/\s+/g, ' ');
  return LICENSES.find(([says]) => says.test(plain))?.[1] ?? 'other';
}

/** @throws InvalidInput */
export function parseJson(name: string, text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new InvalidInput(`${name} is not JSON: ${(error as Error).message}.`, { where: name });
  }
}
