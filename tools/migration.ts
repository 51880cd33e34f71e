/**
 * Prints the SQL that prisma/migrations lacks to say what prisma/schema.prisma says; with `--check`, fails if there is any;
 * with `--init`, prints the whole schema.
 */
import { PGlite } from '@electric-sql/pglite';
import { openThrowAway } from '../libs/database/src/testing/kept-database.js';
import { missingSql } from './schema-engine.js';

const sql = process.argv.includes('--init') ? await missingSql(new PGlite()) : await missingHere();

if (!process.argv.includes('--check')) console.log(sql);
else if (sql !== '') {
  console.error(
    `prisma/migrations lag behind prisma/schema.prisma; \`npm run db:migration\` prints what is missing:\n\n${sql}`,
  );
  process.exitCode = 1;
}

async function missingHere(): Promise<string> {
  const opened = await openThrowAway();
  try {
    return await missingSql(opened.pglite!);
  } finally {
    await opened.close();
  }
}
