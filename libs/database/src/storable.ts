/** Whether Postgres can store a text: without NUL, and without halves of surrogate pairs, which UTF-8 does not have. */
export const isStorable = (text: string): boolean => !/[\p{Cs}\0]/u.test(text);

/** The largest value of a column of type `integer`. */
export const MAX_INTEGER = 2 ** 31 - 1;
