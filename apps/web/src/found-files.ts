/** A file and where it lay in what was dropped or chosen. */
export interface FoundFile {
  /** `/` between folders. */
  path: string;
  file: File;
}

/** What operating systems leave in folders. */
const CLUTTER = /(^|\/)(\.[^/]*|__MACOSX|Thumbs\.db|desktop\.ini)(\/|$)/;

export const isClutter = (path: string): boolean => CLUTTER.test(path);

/** All files of a drop, those in folders, too. Ask at once: the browser forgets the drop after its event. */
export async function filesOfDrop(data: DataTransfer): Promise<FoundFile[]> {
  const entries = [...data.items].map((item) => item.webkitGetAsEntry()).filter((entry) => entry !== null);
  return (await Promise.all(entries.map(filesOfEntry))).flat();
}

/** Files that were chosen, with the folder where one was. */
export const foundOf = (files: readonly File[]): FoundFile[] =>
  files.map((file) => ({ path: file.webkitRelativePath || file.name, file }));

async function filesOfEntry(entry: FileSystemEntry): Promise<FoundFile[]> {
  if (entry.isFile) {
    const file = await new Promise<File>((resolve, reject) => (entry as FileSystemFileEntry).file(resolve, reject));
    return [{ path: entry.fullPath.replace(/^\//, ''), file }];
  }
  const found: FoundFile[] = [];
  for await (const inside of entriesIn(entry as FileSystemDirectoryEntry)) found.push(...(await filesOfEntry(inside)));
  return found;
}

/** A browser hands a folder's entries out in parts, the last of which is empty. */
async function* entriesIn(folder: FileSystemDirectoryEntry): AsyncGenerator<FileSystemEntry> {
  const reader = folder.createReader();
  for (;;) {
    const part = await new Promise<FileSystemEntry[]>((resolve, reject) => reader.readEntries(resolve, reject));
    if (part.length === 0) return;
    yield* part;
  }
}
