import type { ArchiveEntry } from '../archive.ts';
import type { Source } from '../source.ts';

const DAY = /^([^/]+)\/\d{4}-\d\d-\d\d\.json$/;
const LISTS = ['users.json', 'channels.json', 'groups.json'];

/**
 * A Slack export among the entries of an archive as one source: lists of people and channels first, then the days of
 * each channel in order. Direct messages are left out. null where the archive is no such export.
 */
export function slackExport(file: string, entries: ArchiveEntry[]): Source | null {
  const users = entries.filter(({ path }) => /(?:^|\/)users\.json$/.test(path)).sort((a, b) => a.path.length - b.path.length)[0];
  if (!users) return null;
  const root = users.path.slice(0, -'users.json'.length);
  const own = entries.flatMap((entry) => (entry.path.startsWith(root) ? [{ ...entry, path: entry.path.slice(root.length) }] : []));
  const days = own.filter(({ path }) => DAY.test(path) && !isDirect(path)).sort((a, b) => (a.path < b.path ? -1 : 1));
  if (days.length === 0) return null;
  const files = [...LISTS.flatMap((name) => own.filter(({ path }) => path === name)), ...days];
  const titled = files.map((entry) => ({ entry, title: Buffer.from(`# ${JSON.stringify(entry.path)}\n`) }));
  return {
    name: `${file}/${root}*`,
    size: titled.reduce((sum, { entry, title }) => sum + title.length + entry.size + 1, 0),
    async *open() {
      for (const { entry, title } of titled) {
        yield title;
        yield* entry.open();
        yield Buffer.from('\n');
      }
    },
  };
}

/** Folders of direct messages are called after their id, those of several people `mpdm-…`: private talk. */
function isDirect(path: string): boolean {
  return /^D[A-Z0-9]{7,}\//.test(path) || path.startsWith('mpdm-');
}
