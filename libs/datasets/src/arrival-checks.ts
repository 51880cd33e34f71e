import { countBy, groupBy } from '#graft/collections';
import { InvalidInput } from '#graft/problems';
import type { ArrivedItem, FileProblem } from './arrival-input.js';

/** Fewest images of a class that give one to each part of a split. */
const FEWEST = 3;
/** Names listed in a message before it says how many more. */
const SHOWN = 5;
/** From so many images on, a format that hardly any other has is worth a word. */
const MANY = 10;

/** @throws InvalidInput for a set that no classifier can be trained on: no images, one class, a class without images. */
export function assertTrainable(
  items: readonly ArrivedItem[],
  labels: readonly string[],
  leftOut: readonly FileProblem[],
): void {
  const accepted = 'one folder per class, at least two, each with images: cat/1.jpg, dog/1.jpg, …';
  const extras = { accepted, leftOut: leftOut.slice(0, 20).map(({ name, reason }) => ({ name, reason })) };
  if (items.length === 0) throw new InvalidInput(`None of the ${leftOut.length} files is a usable image.`, extras);
  if (labels.length < 2)
    throw new InvalidInput(`There is only one class, "${labels[0]}". A classifier needs at least two.`, extras);
  const counts = countBy(items, labelOf);
  const without = labels.filter((label) => !counts.has(label));
  if (without.length > 0)
    throw new InvalidInput(`These classes have no usable image: ${list(without)}.`, { ...extras, received: without });
}

/** Images that are kept though they look out of place: one picture under several labels, a format hardly any other has. */
export function oddities(items: readonly ArrivedItem[]): FileProblem[] {
  return [...conflicts(items), ...rareFormats(items)].map((found) => ({ ...found, leftOut: false }));
}

function conflicts(items: readonly ArrivedItem[]) {
  return [...groupBy(items, ({ contentDigest }) => contentDigest).values()]
    .filter((same) => new Set(same.map(labelOf)).size > 1)
    .flatMap((same) =>
      same.map((item) => {
        const other = same.find((candidate) => labelOf(candidate) !== labelOf(item))!;
        return { name: item.name, reason: `Kept, but ${other.name} is the same image with another label.` };
      }),
    );
}

/** Placeholders of photos that were gone come as the only GIF among JPEG files. */
function rareFormats(items: readonly ArrivedItem[]) {
  if (items.length < MANY) return [];
  const formats = groupBy(items, ({ format }) => format);
  const [usual] = [...formats].find(([, files]) => files.length >= 0.9 * items.length) ?? [];
  return [...formats]
    .filter(([format, files]) => usual && format !== usual && files.length <= Math.max(1, 0.01 * items.length))
    .flatMap(([format, files]) =>
      files.map(({ name }) => ({
        name,
        reason: `Kept, but hardly any other image is a ${format.toUpperCase()}. Check that it shows its class.`,
      })),
    );
}

/** Notes for the user about an accepted data set, one sentence each. */
export function remarksOn(items: readonly ArrivedItem[], problems: readonly FileProblem[]): string[] {
  const remarks: string[] = [];
  const names = (leftOut: boolean) => problems.filter((file) => file.leftOut === leftOut).map(({ name }) => name);
  if (names(true).length > 0) remarks.push(`Left out: ${list(names(true))}.`);
  if (names(false).length > 0) remarks.push(`Please check: ${list(names(false))}.`);
  const few = [...countBy(items, labelOf)].filter(([, count]) => count < FEWEST).map(([label]) => label);
  if (few.length > 0)
    remarks.push(`Too few images to train on. At least ${FEWEST} per class are needed: ${list(few)}.`);
  const extra = items.length - countBy(items, ({ contentDigest }) => contentDigest).size;
  if (extra > 0) remarks.push(`Files with the same image as another file: ${extra}. The split keeps them together.`);
  return remarks;
}

const labelOf = ({ labels }: ArrivedItem) => labels[0]!;

function list(names: readonly string[]): string {
  const more = names.length - SHOWN;
  return names.slice(0, SHOWN).join(', ') + (more > 0 ? ` and ${more} more` : '');
}
