import { downloadZip } from 'client-zip';

/** A zip whose names stand in it as they are given, those that lead out of it, too. */
export async function zipOf(files: Record<string, Uint8Array>): Promise<Buffer> {
  const entries = Object.entries(files).map(([name, input]) => ({ name, input }));
  return Buffer.from(await downloadZip(entries).arrayBuffer());
}
