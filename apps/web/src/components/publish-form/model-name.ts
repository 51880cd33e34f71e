import { IMPORTS } from '#graft/api';

/** As the API takes it: namespaces and models. */
export const NAME = /^[a-z0-9][a-z0-9-]{0,62}$/;

/** Turns typed text or a file name into a valid name: `My Pets_v2.h5` → `my-pets-v2-h5`. */
export const asName = (text: string): string =>
  text
    .normalize('NFD')
    .replace(/\p{Diacritic}/gu, '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-/, '')
    .slice(0, 63);

const ENDINGS = [...IMPORTS.extensions, '.zip', '.weights'].map((ending) => `\\${ending}`).join('|');
const ENDING = new RegExp(`(${ENDINGS})+$`, 'i');

/** Proposed for a model file: its name without the ending. */
export const nameOfFile = (file: string): string =>
  asName(file.replace(/^.*\//, '').replace(ENDING, '')).replace(/-$/, '');
