import { Problem } from '#graft/problems';
import { program } from './program.js';

try {
  await program.parseAsync();
} catch (error) {
  process.stderr.write(`graft: ${sentence(error)}\n`);
  process.exitCode = 1;
}

/** One line: problems speak for themselves; anything else is a fault of ours, whose place matters. */
function sentence(error: unknown): string {
  if (error instanceof Problem) return error.detail.replaceAll(/\s*\n\s*/g, ' ');
  const { message, stack } = error as Error;
  return `${message} (unexpected${stack?.split('\n')[1] ? `, ${stack.split('\n')[1]!.trim()}` : ''})`;
}
