/**
 * Prints the SQL that prisma/migrations lacks to say what prisma/schema.prisma says; with `--check`, fails if there is any;
 * with `--init`, prints the whole schema.
 */
import { PGlite } from '@electric-sql/pglite';
import { migratePglite } from '#graft/database';
import { missingSql } from './schema-engine.js';

const pglite = new PGlite();
if (!process.argv.includes('--init')) await migratePglite(pglite);
const sql = await missingSql(pglite);
await pglite.close();

if (!process.argv.includes('--check')) console.log(sql);
else if (sql !== '') {
  console.error(
    `prisma/migrations lag behind prisma/schema.prisma; \`npm run db:migration\` prints what is missing:\n\n${sql}`,
  );
  process.exitCode = 1;
}
